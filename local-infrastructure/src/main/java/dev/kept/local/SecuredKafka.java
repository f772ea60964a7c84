package dev.kept.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A broker for tests as others run them: it speaks TLS alone, with a certificate that nobody knows who was not told, and asks each client
 * for name and password.
 */
public final class SecuredKafka implements AutoCloseable {

    private static final String STORE_PASSWORD = "of-the-store";
    private static final String JAAS = "org.apache.kafka.common.security.plain.PlainLoginModule required";
    private static final int KEYTOOL_SECONDS = 60;

    private final Path store;
    private final String password;
    private final LocalKafka broker;

    /**
     * Starts it.
     *
     * @param home an empty folder
     * @param password of the client {@code kept}
     */
    public SecuredKafka(Path home, String password) {
        this.store = home.resolve("broker.p12");
        this.password = password;
        certify();
        broker = new LocalKafka(home, Durability.PROCESS_DEATH, this::secured).start();
    }

    private void certify() {
        List<String> command = List.of(
                Processes.java().resolveSibling("keytool").toString(),
                "-genkeypair",
                "-alias",
                "broker",
                "-keyalg",
                "EC",
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "SAN=IP:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                STORE_PASSWORD);
        try {
            Process keytool =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!keytool.waitFor(KEYTOOL_SECONDS, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
                throw new CannotStart("keytool made no certificate: " + said);
            }
        } catch (IOException e) {
            throw new CannotStart("keytool could not be run.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStart("Interrupted while keytool ran.", e);
        }
    }

    private String secured(String configuration) {
        return configuration.replace("PLAINTEXT://", "SASL_SSL://").replace("PLAINTEXT:PLAINTEXT", "SASL_SSL:SASL_SSL")
                + """
                inter.broker.listener.name=SASL_SSL
                sasl.mechanism.inter.broker.protocol=PLAIN
                sasl.enabled.mechanisms=PLAIN
                listener.name.sasl_ssl.plain.sasl.jaas.config=%s username="broker" password="%s" user_broker="%s" user_kept="%s";
                ssl.keystore.location=%s
                ssl.keystore.type=PKCS12
                ssl.keystore.password=%s
                ssl.truststore.location=%s
                ssl.truststore.type=PKCS12
                ssl.truststore.password=%s
                """.formatted(JAAS, password, password, password, store, STORE_PASSWORD, store, STORE_PASSWORD);
    }

    /** Host and port, as Kafka's clients want them. */
    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** What a client has to be told beside that, with a password of its own. */
    public Map<String, String> properties(String clientsPassword) {
        return Map.of(
                "security.protocol",
                "SASL_SSL",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                "%s username=\"kept\" password=\"%s\";".formatted(JAAS, clientsPassword),
                "ssl.truststore.location",
                store.toString(),
                "ssl.truststore.type",
                "PKCS12",
                "ssl.truststore.password",
                STORE_PASSWORD);
    }

    @Override
    public void close() {
        broker.kill();
    }
}
