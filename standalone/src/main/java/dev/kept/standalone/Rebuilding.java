package dev.kept.standalone;

import dev.kept.local.Credentials;
import dev.kept.local.KeptDatabase;
import dev.kept.projections.store.rebuild.ProgressBar;
import dev.kept.projections.store.rebuild.Rebuild;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Fills the read models anew from Kafka, while those in use go on serving. */
@Command(
        name = "rebuild",
        description =
                "Fills the read models anew from Kafka beside those in use, then swaps them; also while Kept runs.",
        mixinStandardHelpOptions = true)
final class Rebuilding implements Callable<Integer> {

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "Where everything is kept.",
            defaultValue = "${sys:kept.data:-.kept}",
            showDefaultValue = Help.Visibility.ALWAYS)
    private Path data = Path.of(".kept");

    @Spec
    private @Nullable CommandSpec command;

    @Override
    public Integer call() {
        PrintWriter console = Kept.console(command);
        try (Workplace workplace = Workplace.in(data, "rebuild", console)) {
            KeptDatabase database = workplace.servers().database();
            Credentials role = database.projectionsOwner();
            Rebuild.of(
                            database.jdbcUrl(),
                            role.username(),
                            role.password(),
                            workplace.servers().kafka(),
                            new ProgressBar(console))
                    .run();
            return 0;
        }
    }
}
