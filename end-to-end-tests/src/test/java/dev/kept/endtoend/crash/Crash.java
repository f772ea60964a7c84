package dev.kept.endtoend.crash;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Works with Kept, kills and halts it and its servers meanwhile, and looks whether everything that it promises holds afterwards. */
@Command(
        name = "crash",
        description = "Kills Kept, its broker and its PostgreSQL under load, again and again, and checks each time that"
                + " nothing acknowledged was lost. Ends with 1 when something was.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class Crash implements Callable<Integer> {

    @Option(
            names = "--cycles",
            paramLabel = "NUMBER",
            description = "How many cycles of load, faults and checks.",
            showDefaultValue = Help.Visibility.ALWAYS)
    private int cycles = 20;

    @Option(
            names = "--seed",
            paramLabel = "NUMBER",
            description = "What is asked for and what goes wrong follows from it; by the clock when absent.")
    private @Nullable Long seed;

    @Option(names = "--from", paramLabel = "NUMBER", description = "The first cycle, e.g. one that failed before.")
    private int from = 1;

    @Option(
            names = "--faults",
            split = ",",
            paramLabel = "FAULT",
            description = "Some of: ${COMPLETION-CANDIDATES}. All when absent.")
    private List<Fault> faults = List.of(Fault.values());

    @Option(
            names = "--points",
            split = ",",
            paramLabel = "POINT",
            description =
                    "Where END_AT_A_POINT ends Kept. Some of: ${COMPLETION-CANDIDATES}. All that come by under load"
                            + " when absent.")
    private List<CrashPoint> points = CrashPoint.underLoad();

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "Where the data folders are made; those in which all was well are deleted.",
            showDefaultValue = Help.Visibility.ALWAYS)
    private Path folder = Path.of(System.getProperty("java.io.tmpdir"), "kept-crash");

    @Spec
    private @Nullable CommandSpec command;

    /** The program behind {@code ./kept crash}. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Crash()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        PrintWriter out = command == null
                ? new PrintWriter(System.out, true)
                : command.commandLine().getOut();
        long chosen = seed == null ? Clock.systemUTC().millis() : seed;
        Files.createDirectories(folder);
        return new Cycles(folder.toAbsolutePath().normalize(), chosen, from, cycles, faults, points, out).run() ? 0 : 1;
    }
}
