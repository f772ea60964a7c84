package dev.kept.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.UUID;

/**
 * One running Kept for all tests of this JVM that do not stop it. It has played the demo; all other tests bring their own people
 * and ledgers.
 */
public final class SharedKept {

    private static final Path DATA = folder();
    private static final int METRICS = freePort();
    private static final RunningKept KEPT = RunningKept.up(DATA, "--demo", "-Dkept.metrics.port=" + METRICS);

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(KEPT::close));
    }

    private SharedKept() {}

    public static String url() {
        return KEPT.url();
    }

    /** Where Prometheus asks. */
    static String metrics() {
        return "http://127.0.0.1:" + METRICS + "/metrics";
    }

    /** Where its passwords and keys are. */
    static Path secrets() {
        return DATA.resolve("secrets");
    }

    /** Where the demo's people are named, with what they sign in with. */
    public static Path demo() {
        return DATA.resolve("demo.json");
    }

    /** A new person with a token. */
    static Person person(String name) {
        return Person.signUp(url(), name, name.toLowerCase(Locale.ROOT) + "-" + UUID.randomUUID() + "@example.org");
    }

    /** What an operator's command says, run while Kept does. */
    static String operator(String command, String... options) {
        return RunningKept.run(DATA, command, options);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("kept-end-to-end");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
