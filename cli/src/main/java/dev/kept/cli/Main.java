package dev.kept.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import tools.jackson.core.JacksonException;

/** Kept's command line for people who use a ledger, and for their programs. Those who operate Kept have the launcher's. */
@Command(
        name = "kept",
        description = "Record in a ledger and read it, from a terminal or a program.",
        mixinStandardHelpOptions = true,
        scope = CommandLine.ScopeType.INHERIT,
        versionProvider = Main.Version.class)
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(World.ofTheProcess(), arguments));
    }

    static int run(World world, String... arguments) {
        return commandLine(world).execute(arguments);
    }

    static CommandLine commandLine(World world) {
        CommandLine commands = new CommandLine(new Main())
                .addSubcommand(new Login(world))
                .addSubcommand(new Logout(world))
                .addSubcommand(new Commit(world))
                .addSubcommand(new Deliver(world))
                .addSubcommand(new Decide(world))
                .addSubcommand(new Listing(world))
                .addSubcommand(new Show(world))
                .addSubcommand(new Export(world))
                .addSubcommand(new CommandLine(new Import())
                        .addSubcommand(new ImportAdr(world))
                        .addSubcommand(new ImportCsv(world)))
                .addSubcommand(new Completion(world));
        return commands
                // A title may begin with '@'.
                .setExpandAtFiles(false)
                .setOut(new PrintWriter(world.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(world.err(), true, StandardCharsets.UTF_8))
                .setExecutionExceptionHandler((failure, command, parsed) -> report(world, failure));
    }

    private static int report(World world, Exception failure) {
        if (failure instanceof Failure foreseen) {
            world.err().println(Harmless.lines(foreseen.sentences()));
            return foreseen.exitCode();
        }
        if (failure instanceof JacksonException) {
            return report(world, Refusals.unreadable());
        }
        world.err().println(Harmless.lines("Something went wrong: " + failure));
        return ExitCode.FAILED;
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"Kept's client " + (version == null ? "(not packaged)" : version)};
        }
    }
}
