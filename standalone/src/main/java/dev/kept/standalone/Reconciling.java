package dev.kept.standalone;

import dev.kept.commitments.reconcile.Reconcile;
import dev.kept.commitments.reconcile.Refill;
import dev.kept.commitments.relay.KafkaSettings;
import dev.kept.local.Credentials;
import dev.kept.local.KeptDatabase;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
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

    @Option(
            names = "--refill",
            paramLabel = "SIDE",
            description = "Fills this side from the other: ${COMPLETION-CANDIDATES}. Needs Kept to be stopped.",
            converter = Side.class,
            completionCandidates = Side.class)
    private Refill refill = Refill.NOTHING;

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
            Credentials role = refill == Refill.STORE ? database.commitmentsOwner() : database.commitmentsApp();
            Reconcile.Store store = new Reconcile.Store(database.jdbcUrl(), role.username(), role.password());
            KafkaSettings kafka = KafkaSettings.at(workplace.servers().kafka(), PARTITIONS);
            return new Reconcile(store, kafka, console).run(refill).exitCode();
        }
    }

    /** As it is written on the command line. */
    static final class Side implements ITypeConverter<Refill>, Iterable<String> {

        @Override
        public Refill convert(String value) {
            return Refill.valueOf(value.toUpperCase(Locale.ROOT).replace('-', '_'));
        }

        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(Refill.values())
                    .filter(refill -> refill != Refill.NOTHING)
                    .map(refill -> refill.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .iterator();
        }
    }
}
