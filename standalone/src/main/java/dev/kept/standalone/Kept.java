package dev.kept.standalone;

import dev.kept.accounts.CannotChangeAccount;
import dev.kept.commitments.erasure.CannotErase;
import dev.kept.commitments.key.CannotChangeKey;
import dev.kept.commitments.key.WrongSigningKey;
import dev.kept.commitments.reconcile.CannotReconcile;
import dev.kept.http.Carriers;
import dev.kept.local.CannotStart;
import dev.kept.projections.store.rebuild.RebuildFailed;
import dev.kept.standalone.demo.Unplayable;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** The command line: {@code up} when no command is named. */
@Command(
        name = "kept",
        description = "An accountability ledger between two parties.",
        subcommands = {
            Up.class,
            Telling.class,
            BackingUp.class,
            Restoring.class,
            Rebuilding.class,
            Reconciling.class,
            Erasing.class,
            RotatingKey.class,
            ManagingAccounts.class,
            CommandLine.HelpCommand.class
        },
        mixinStandardHelpOptions = true,
        versionProvider = Kept.Version.class,
        synopsisSubcommandLabel = "[up] ...")
public final class Kept {

    /** Nothing was done: the data folder or the port is taken, the command line is wrong, or it cannot be done now. */
    static final int REFUSED = 2;

    private static final int FAILED = 1;
    private static final Set<String> ABOUT_KEPT_ITSELF = Set.of("-h", "--help", "-V", "--version");

    private Kept() {}

    public static void main(String[] arguments) {
        Carriers.share();
        System.exit(commandLine().execute(withCommand(arguments)));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Kept())
                .setExecutionExceptionHandler((failure, command, parsed) -> report(failure, command));
    }

    static String[] withCommand(String[] arguments) {
        boolean named =
                arguments.length > 0 && (!arguments[0].startsWith("-") || ABOUT_KEPT_ITSELF.contains(arguments[0]));
        if (named) {
            return arguments;
        }
        List<String> completed = new ArrayList<>(List.of("up"));
        completed.addAll(Arrays.asList(arguments));
        return completed.toArray(String[]::new);
    }

    /** A foreseen failure is a sentence; any other is one, too, with its details in the log. */
    private static int report(Exception failure, CommandLine command) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refused
                    || cause instanceof CannotErase
                    || cause instanceof CannotChangeAccount
                    || cause instanceof CannotChangeKey
                    || cause instanceof Unplayable) {
                command.getErr().println(cause.getMessage());
                return REFUSED;
            }
            if (cause instanceof RebuildFailed) {
                LoggerFactory.getLogger(Kept.class).error("The read models could not be rebuilt.", failure);
                command.getErr().println(cause.getMessage());
                return FAILED;
            }
            if (cause instanceof CannotReconcile) {
                LoggerFactory.getLogger(Kept.class).error("The comparison could not be done.", failure);
                command.getErr().println(cause.getMessage());
                return REFUSED;
            }
            if (cause instanceof CannotStart || cause instanceof WrongSigningKey) {
                LoggerFactory.getLogger(Kept.class).error("Kept could not start.", failure);
                command.getErr().println(cause.getMessage());
                return FAILED;
            }
        }
        LoggerFactory.getLogger(Kept.class).error("Kept could not start; the log has the details.", failure);
        return FAILED;
    }

    static PrintWriter console(@Nullable CommandSpec command) {
        return command == null
                ? new PrintWriter(System.out, true)
                : command.commandLine().getOut();
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Kept.class.getPackage().getImplementationVersion();
            return new String[] {"Kept " + (version == null ? "(not packaged)" : version)};
        }
    }
}
