package dev.kept.standalone;

import dev.kept.commitments.reconcile.Reconcile;
import dev.kept.commitments.reconcile.ReconcileOptions;
import dev.kept.commitments.relay.KafkaSettings;
import dev.kept.local.Credentials;
import dev.kept.local.KeptDatabase;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compares the event store with Kafka, also while Kept runs, and fills one from the other, only while it does not. */
@Command(
        name = "reconcile",
        description = "Compares the event store with Kafka entry by entry; ends with 1 when they differ.",
        mixinStandardHelpOptions = true)
final class Reconciling implements Callable<Integer> {

    /** As {@code kept.kafka.partitions}, which standalone leaves at its default. */
    private static final int PARTITIONS = 6;

    @Mixin
    private final ReconcileOptions options = new ReconcileOptions();

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
        PrintWriter console = Kept.console(command);
        try (Workplace workplace = Workplace.in(data, "reconcile", console)) {
            KeptDatabase database = workplace.servers().database();
            return options.run(
                    store(database, database.commitmentsApp()),
                    store(database, database.commitmentsOwner()),
                    KafkaSettings.at(workplace.servers().kafka(), PARTITIONS),
                    console);
        }
    }

    private static Reconcile.Store store(KeptDatabase database, Credentials role) {
        return new Reconcile.Store(database.jdbcUrl(), role.username(), role.password());
    }
}
