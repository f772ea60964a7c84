package dev.kept.standalone;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command of an operator on the servers of a data folder; it starts those that do not run yet, and stops them in the end. */
abstract class DataCommand implements Callable<Integer> {

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "Where everything is kept.",
            defaultValue = "${sys:kept.data:-.kept}",
            showDefaultValue = Help.Visibility.ALWAYS)
    private Path data = Path.of(".kept");

    @Spec
    private @Nullable CommandSpec command;

    private final String name;

    /** @param name as the command line has it */
    DataCommand(String name) {
        this.name = name;
    }

    /** What its options must be, before any server starts. */
    void check() {}

    /** @return the exit code */
    abstract int run(Workplace workplace, PrintWriter console);

    @Override
    public final Integer call() {
        check();
        PrintWriter console = Kept.console(command);
        try (Workplace workplace = Workplace.in(data, name, console)) {
            return run(workplace, console);
        }
    }

    /** The folder with the secrets. */
    final Path secrets() {
        return home().resolve("secrets");
    }

    final Path home() {
        return data.toAbsolutePath().normalize();
    }
}
