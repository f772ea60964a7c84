package dev.kept.commitments.reconcile;

import dev.kept.commitments.relay.KafkaSettings;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** What {@code reconcile} takes on a command line, and what it does once store and Kafka are found. */
public final class ReconcileOptions {

    @Option(
            names = "--refill",
            paramLabel = "SIDE",
            description = "Fills this side from the other: ${COMPLETION-CANDIDATES}. Needs Kept to be stopped.",
            converter = Side.class,
            completionCandidates = Side.class)
    private Refill refill = Refill.NOTHING;

    /**
     * Compares and refills, and returns the exit code of the last comparison.
     *
     * @param application the event store by the role that may only add entries
     * @param owner the event store by the role that owns it, which refilling the store needs
     */
    public int run(Reconcile.Store application, Reconcile.Store owner, KafkaSettings kafka, PrintWriter console) {
        return new Reconcile(refill == Refill.STORE ? owner : application, kafka, console)
                .run(refill)
                .exitCode();
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
