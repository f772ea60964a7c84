package dev.kept.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Locale;
import java.util.UUID;

/** One running Kept for all tests of this JVM that do not stop it; each test brings its own people and ledgers. */
public final class SharedKept {

    private static final RunningKept KEPT = start();

    private SharedKept() {}

    public static String url() {
        return KEPT.url();
    }

    /** A new person with a token. */
    static Person person(String name) {
        return Person.signUp(url(), name, name.toLowerCase(Locale.ROOT) + "-" + UUID.randomUUID() + "@example.org");
    }

    private static RunningKept start() {
        try {
            RunningKept kept = RunningKept.up(Files.createTempDirectory("kept-end-to-end"));
            Runtime.getRuntime().addShutdownHook(new Thread(kept::close));
            return kept;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
