package dev.kept.standalone;

import dev.kept.commitments.aggregate.OperatorLedgers;
import dev.kept.commitments.erasure.EraseOptions;
import dev.kept.local.Credentials;
import dev.kept.local.KeptDatabase;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Erases texts because the law demands it, also while Kept runs. Both sides see that it happened, and on which ground. */
@Command(
        name = "erase",
        description = "Erases texts of an entry by law. The entry stays, and another one says that it happened.",
        mixinStandardHelpOptions = true)
final class Erasing implements Callable<Integer> {

    @Mixin
    private final EraseOptions options = new EraseOptions();

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "Where everything is kept.",
            defaultValue = "${sys:kept.data:-.kept}",
            showDefaultValue = picocli.CommandLine.Help.Visibility.ALWAYS)
    private Path data = Path.of(".kept");

    @Spec
    private @Nullable CommandSpec command;

    @Override
    public Integer call() {
        options.check();
        PrintWriter console = Kept.console(command);
        try (Workplace workplace = Workplace.in(data, "erase", console)) {
            KeptDatabase database = workplace.servers().database();
            Credentials role = database.commitmentsApp();
            options.run(
                    () -> new OperatorLedgers(database.jdbcUrl(), role.username(), role.password(), Clock.systemUTC()),
                    console);
            return 0;
        }
    }
}
