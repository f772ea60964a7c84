package dev.kept.endtoend.crash;

import dev.kept.commitments.CommitmentsServiceApplication;
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
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A second process of the write side, over the servers of a Kept that runs: takes commands too, and leads when the first one cannot. */
final class Replica {

    private final Process process;
    private final String url;

    private Replica(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    /** Begins to start it; what it says goes to the folder's {@code log/replica.log}. */
    static Replica start(Path data, String keptsUrl) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        KeptDatabase database = Integrity.database(data);
        Secrets secrets = Integrity.secrets(data);
        Credentials role = database.commitmentsApp();
        Map<String, String> settings = Map.ofEntries(
                Map.entry("server.address", "127.0.0.1"),
                Map.entry("server.port", Integer.toString(port)),
                Map.entry("kept.public-url", keptsUrl),
                Map.entry(
                        "kept.oauth.issuer",
                        Files.readString(data.resolve("issuer")).strip()),
                Map.entry("kept.oauth.jwk-set-uri", keptsUrl + "/oauth2/jwks"),
                Map.entry("kept.kafka.bootstrap-servers", Integrity.kafka(data)),
                Map.entry("kept.commitments.datasource.url", database.jdbcUrl()),
                Map.entry("kept.commitments.datasource.username", role.username()),
                Map.entry("kept.commitments.datasource.password", role.password()),
                Map.entry("kept.commitments.invitation-key", secrets.base64("invitation-key")),
                Map.entry("kept.commitments.idempotency-key", secrets.base64("idempotency-key")),
                Map.entry("kept.commitments.signing-key", secrets.base64("signing-key")),
                Map.entry("kept.http.cursor-key", secrets.base64("cursor-key")),
                // The class path is that of all services in one, and so are its settings.
                Map.entry(
                        "management.endpoint.health.group.readiness.include",
                        "readinessState,commitmentsStore,commitmentsRelay,commitmentsDeadlineRecording"),
                Map.entry(
                        "spring.autoconfigure.exclude",
                        "org.springframework.boot.security.oauth2.server.authorization.autoconfigure.servlet."
                                + "OAuth2AuthorizationServerAutoConfiguration,"
                                + "org.springframework.boot.security.oauth2.server.authorization.autoconfigure.servlet."
                                + "OAuth2AuthorizationServerJwtAutoConfiguration"));
        ProcessBuilder program = RunningKept.program(CommitmentsServiceApplication.class, List.of());
        settings.forEach((name, value) -> program.environment()
                .put(name.toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_'), value));
        program.redirectOutput(ProcessBuilder.Redirect.appendTo(log(data).toFile()));
        return new Replica(program.start(), "http://127.0.0.1:" + port);
    }

    static Path log(Path data) {
        return data.resolve("log/replica.log");
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

    /** Whether it takes commands. */
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
}
