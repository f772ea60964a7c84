package dev.kept.standalone;

import dev.kept.commitments.reconcile.Reconcile;
import dev.kept.commitments.reconcile.ReconcileOptions;
import dev.kept.commitments.relay.KafkaSettings;
import dev.kept.local.Credentials;
import dev.kept.local.KeptDatabase;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Compares the event store with Kafka, also while Kept runs, and fills one from the other, only while it does not. */
@Command(
        name = Reconciling.NAME,
        description = "Compares the event store with Kafka entry by entry; ends with 1 when they differ.",
        mixinStandardHelpOptions = true)
final class Reconciling extends DataCommand {

    static final String NAME = "reconcile";

    /** As {@code kept.kafka.partitions}, which standalone leaves at its default. */
    static final int PARTITIONS = 6;

    @Mixin
    private final ReconcileOptions options = new ReconcileOptions();

    Reconciling() {
        super(NAME);
    }

    @Override
    int run(Workplace workplace, PrintWriter console) {
        KeptDatabase database = workplace.servers().database();
        return options.run(
                store(database, database.commitmentsApp()),
                store(database, database.commitmentsOwner()),
                KafkaSettings.at(workplace.servers().kafka(), PARTITIONS),
                console);
    }

    private static Reconcile.Store store(KeptDatabase database, Credentials role) {
        return new Reconcile.Store(database.jdbcUrl(), role.username(), role.password());
    }
}
