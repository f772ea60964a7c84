package dev.kept.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kept.local.Credentials;
import dev.kept.local.KeptDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * What Kept's answers are compared with: a Spring Boot service as the starters make it, with tokens of the same issuer, that reads one row
 * or inserts one and commits. In a process of its own, as Kept is.
 */
final class BareService implements AutoCloseable {

    private static final String ISSUERS_KEYS = "bare.issuers-keys";
    private static final String READY = "The bare service is ready: ";
    private static final int STOP_SECONDS = 20;

    /** The one that is there from the beginning. */
    static final UUID ROW = new UUID(0, 1);

    private final Process process;
    private final KeptDatabase database;
    private final String url;

    private BareService(Process process, KeptDatabase database, String url) {
        this.process = process;
        this.database = database;
        this.url = url;
    }

    /** Returns when it answers. */
    static BareService start(KeptDatabase database, String issuersKeys) throws IOException {
        Credentials owner = database.commitmentsOwner();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Application.class.getName(),
                // Not the settings of the program that is on the class path, too.
                "--spring.config.location=optional:classpath:/bare-service/",
                "--spring.datasource.url=" + database.jdbcUrl(),
                "--spring.datasource.username=" + owner.username(),
                "--" + ISSUERS_KEYS + "=" + issuersKeys));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("SPRING_DATASOURCE_PASSWORD", owner.password());
        Process process = builder.start();
        List<String> said = new ArrayList<>();
        BufferedReader output = process.inputReader(UTF_8);
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            said.add(line);
            if (line.startsWith(READY)) {
                Thread.ofVirtual().start(() -> output.lines().forEach(ignored -> {}));
                return new BareService(process, database, line.substring(READY.length()));
            }
        }
        throw new IllegalStateException("The bare service did not become ready:\n" + String.join("\n", said));
    }

    String url() {
        return url;
    }

    /** How many rows are stored. */
    long rows() throws SQLException {
        Credentials owner = database.commitmentsOwner();
        try (Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), owner.username(), owner.password());
                Statement query = connection.createStatement();
                ResultSet counted = query.executeQuery("select count(*) from commitments.bare_row")) {
            counted.next();
            return counted.getLong(1);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Nothing but the starters; what the modules on the class path would add is left out. */
    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration(
            excludeName = {
                "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration",
                "org.springframework.boot.webmvc.autoconfigure.WebMvcObservationAutoConfiguration",
                "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration"
            })
    @Import(Rows.class)
    static class Application {

        /** As Boot makes it, but for the type {@code at+jwt}, which it does not know. */
        @Bean
        JwtDecoder jwtDecoder(@Value("${" + ISSUERS_KEYS + "}") String issuersKeys) {
            NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSetUri(issuersKeys)
                    .validateType(false)
                    .build();
            decoder.setJwtValidator(new JwtTimestampValidator());
            return decoder;
        }

        public static void main(String[] arguments) {
            SpringApplication application = new SpringApplication(Application.class);
            application.setDefaultProperties(Map.of(
                    "server.port", "0",
                    "server.address", "127.0.0.1",
                    "logging.level.root", "WARN",
                    "springdoc.api-docs.enabled", "false",
                    "spring.main.banner-mode", "off"));
            String port = application.run(arguments).getEnvironment().getProperty("local.server.port");
            System.out.println(READY + "http://127.0.0.1:" + port);
        }
    }

    @RestController
    static class Rows {

        private static final String TABLE =
                "create table if not exists commitments.bare_row (id uuid primary key, body text not null)";

        private final JdbcTemplate sql;

        Rows(JdbcTemplate sql) {
            this.sql = sql;
            sql.execute(TABLE);
            sql.update("insert into commitments.bare_row values (?, ?) on conflict do nothing", ROW, "The row to read");
        }

        @GetMapping("/rows/{id}")
        Map<String, @Nullable Object> read(@PathVariable UUID id) {
            return sql.queryForMap("select id, body from commitments.bare_row where id = ?", id);
        }

        @PostMapping("/rows")
        Map<String, Object> insert(@RequestBody Map<String, Object> body) {
            UUID id = UUID.randomUUID();
            sql.update("insert into commitments.bare_row values (?, ?)", id, body.get("text"));
            return Map.of("id", id);
        }
    }
}
