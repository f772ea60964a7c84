package dev.kept.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;

/** The client without a process of its own, which takes as long to start as all that it does. RecipesTest starts real ones. */
public final class InThisProcess {

    private InThisProcess() {}

    public static int run(
            Map<String, String> variables, InputStream in, PrintStream out, PrintStream err, String... arguments) {
        return Main.run(new World(variables, in, out, err, prompt -> null, Thread::sleep), arguments);
    }
}
