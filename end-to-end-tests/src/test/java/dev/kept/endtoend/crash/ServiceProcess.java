package dev.kept.endtoend.crash;

import dev.kept.endtoend.RunningKept;
import dev.kept.local.Credentials;
import dev.kept.local.KeptDatabase;
import dev.kept.local.Secrets;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One service in a process of its own, over the servers that a data folder names. */
final class ServiceProcess {

    private static final Duration STOP = Duration.ofSeconds(30);

    /** The class path is that of all services, and only accounts gives tokens. */
    private static final String OF_ACCOUNTS_ALONE =
            "org.springframework.boot.security.oauth2.server.authorization.autoconfigure.servlet."
                    + "OAuth2AuthorizationServerAutoConfiguration,"
                    + "org.springframework.boot.security.oauth2.server.authorization.autoconfigure.servlet."
                    + "OAuth2AuthorizationServerJwtAutoConfiguration";

    private final Process process;
    private final String url;

    private ServiceProcess(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    /**
     * Begins to start it.
     *
     * @param data a folder with {@code run.json}, {@code issuer} and {@code secrets} as a Kept that runs has them
     * @param publicUrl where people reach Kept
     * @param keys where the keys are by which tokens are checked
     * @param log where its output is added
     */
    static ServiceProcess start(Service service, Path data, String publicUrl, String keys, Path log)
            throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        KeptDatabase database = Integrity.database(data);
        Secrets secrets = Integrity.secrets(data);
        Map<String, String> settings = new LinkedHashMap<>(Map.of(
                "server.address",
                "127.0.0.1",
                "server.port",
                Integer.toString(port),
                "kept.public-url",
                publicUrl,
                "kept.oauth.issuer",
                Files.readString(data.resolve("issuer")).strip(),
                "kept.oauth.jwk-set-uri",
                keys,
                "kept.kafka.bootstrap-servers",
                Integrity.kafka(data),
                "kept.http.cursor-key",
                secrets.base64("cursor-key"),
                "kept.http.trusted-proxies",
                "127.0.0.1/32",
                // The class path is that of all services in one, and so are its settings.
                "management.endpoint.health.group.readiness.include",
                service.readiness(),
                "spring.autoconfigure.exclude",
                service == Service.ACCOUNTS ? "" : OF_ACCOUNTS_ALONE));
        login(settings, service.key() + ".datasource", service.role(database));
        login(settings, service.key() + ".migration", service.owner(database));
        settings.put("kept." + service.key() + ".datasource.url", database.jdbcUrl());
        switch (service) {
            case ACCOUNTS -> settings.put("kept.accounts.api-url", publicUrl);
            case COMMITMENTS ->
                List.of("invitation-key", "idempotency-key", "signing-key")
                        .forEach(key -> settings.put("kept.commitments." + key, secrets.base64(key)));
            case PROJECTIONS -> {
                // One worker, which is what is set when nothing is.
            }
            case SUBSCRIPTIONS -> {
                settings.put("kept.webhooks.key", secrets.base64("webhooks-key"));
                login(settings, "projections.datasource", service.role(database));
                settings.put("kept.projections.datasource.url", database.jdbcUrl());
            }
            case PAGES -> {
                settings.put("kept.pages.api-url", publicUrl);
                settings.put("kept.pages.authorization-uri", publicUrl + "/oauth2/authorize");
                settings.put("kept.pages.token-uri", publicUrl + "/oauth2/token");
                settings.put("kept.pages.end-session-uri", publicUrl + "/connect/logout");
            }
        }
        ProcessBuilder program = RunningKept.program(service.program(), List.of());
        settings.forEach((name, value) -> program.environment()
                .put(name.toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_'), value));
        program.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        return new ServiceProcess(program.start(), "http://127.0.0.1:" + port);
    }

    private static void login(Map<String, String> settings, String of, Credentials role) {
        settings.put("kept." + of + ".username", role.username());
        settings.put("kept." + of + ".password", role.password());
    }

    String url() {
        return url;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    List<ProcessHandle> processes() {
        return process.isAlive() ? List.of(process.toHandle()) : List.of();
    }

    /** Whether it takes requests. */
    boolean isReady() {
        try {
            HttpURLConnection asked = (HttpURLConnection)
                    URI.create(url + "/actuator/health/readiness").toURL().openConnection();
            asked.setConnectTimeout(1_000);
            asked.setReadTimeout(5_000);
            return asked.getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** As an operator stops it; killed when that takes too long. */
    void stop() {
        process.toHandle().destroy();
        try {
            if (!process.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
