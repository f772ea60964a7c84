package dev.kept.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A data folder that is deleted when the JVM ends, after those who use it have been ended. */
final class TemporaryHome {

    static final Path PATH = create();

    private static final List<Runnable> USERS = Collections.synchronizedList(new ArrayList<>());

    private TemporaryHome() {}

    static void endWithJvm(Runnable end) {
        USERS.add(end);
    }

    private static Path create() {
        try {
            Path path = Files.createTempDirectory("kept-test");
            Runtime.getRuntime().addShutdownHook(new Thread(TemporaryHome::remove, "temporary-home"));
            return path;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove() {
        List.copyOf(USERS).forEach(Runnable::run);
        try {
            Folders.delete(PATH);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
