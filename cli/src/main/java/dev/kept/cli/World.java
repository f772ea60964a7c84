package dev.kept.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the client is run in: variables, input and output. */
record World(
        Map<String, String> variables, InputStream in, PrintStream out, PrintStream err, Hidden console, Pause pause) {

    private static final int LONGEST_SECRET = 1000;

    /** Asks at a terminal, without showing what is typed; null where there is none. */
    interface Hidden {
        char @Nullable [] ask(String prompt);
    }

    /** Lets time pass before something is tried again. */
    interface Pause {
        void millis(int millis) throws InterruptedException;
    }

    /** That of the process. */
    static World ofTheProcess() {
        return new World(
                System.getenv(),
                System.in,
                new PrintStream(System.out, true, StandardCharsets.UTF_8),
                new PrintStream(System.err, true, StandardCharsets.UTF_8),
                prompt -> System.console() == null ? null : System.console().readPassword("%s", prompt),
                Thread::sleep);
    }

    /** A variable that is set to something. */
    @Nullable
    String variable(String name) {
        String value = variables.get(name);
        return value == null || value.isBlank() ? null : value;
    }

    /** By the XDG specification a folder that is not absolute counts as not set. */
    Path configuration() {
        String named = variable("XDG_CONFIG_HOME");
        if (named != null && Path.of(named).isAbsolute()) {
            return Path.of(named, "kept");
        }
        String home = variable("HOME");
        return Path.of(home == null ? System.getProperty("user.home") : home, ".config", "kept");
    }

    /** The first line of the standard input. */
    String secretFromInput() {
        try {
            String read = new String(in.readNBytes(LONGEST_SECRET), StandardCharsets.UTF_8);
            return read.lines().findFirst().orElse("").strip();
        } catch (IOException e) {
            throw new Failure(ExitCode.USAGE, "The secret could not be read from the standard input.", e);
        }
    }
}
