package dev.kept.commitments.reconcile;

import dev.kept.commitments.eventstore.StorePosition;
import dev.kept.commitments.eventstore.StoreUnavailable;
import dev.kept.commitments.follower.LeaderLock;
import dev.kept.commitments.relay.KafkaSettings;
import dev.kept.commitments.relay.KnownTopics;
import dev.kept.commitments.relay.LedgerRecords;
import dev.kept.commitments.relay.Relay;
import dev.kept.commitments.relay.Topics;
import dev.kept.commitments.relay.TransactionalProducer;
import dev.kept.commitments.relay.UnsuitableTopics;
import dev.kept.events.UnreadableStatement;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.springframework.dao.DataAccessException;

/**
 * Compares the event store with Kafka: every statement byte by byte, every text, and the order. May run while entries are appended; what
 * it changes on request, it changes only while no relay is at work.
 */
public final class Reconcile {

    private static final int FINDINGS_TOLD = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Store store;
    private final KafkaSettings kafka;
    private final PrintWriter console;
    private final Duration patience;

    /**
     * Opens nothing yet.
     *
     * @param store with the role {@code commitments_app} for comparing and for filling up Kafka, {@code commitments_owner} for the store
     */
    public Reconcile(Store store, KafkaSettings kafka, PrintWriter console) {
        this(store, kafka, console, PATIENCE);
    }

    /** @param patience how long an answer of Kafka's is waited for */
    Reconcile(Store store, KafkaSettings kafka, PrintWriter console, Duration patience) {
        this.store = store;
        this.kafka = kafka;
        this.console = console;
        this.patience = patience;
    }

    /** How to get at the event store. */
    public record Store(String jdbcUrl, String username, String password) {

        Connection connect() throws SQLException {
            return StoreSide.source(jdbcUrl, username, password).getConnection();
        }

        /** Without the password. */
        @Override
        public String toString() {
            return username + " at " + jdbcUrl;
        }
    }

    /**
     * Compares, then does what is asked for, and compares again when that changed anything. Tells what it finds on the console.
     *
     * @return the last comparison
     * @throws CannotReconcile when a side does not answer, or what is asked for cannot be done now
     */
    public Report run(Refill refill) {
        try {
            if (refill == Refill.FRESH_TOPICS) {
                return startTopicsAfresh();
            }
            Report report = compare();
            if (refill == Refill.NOTHING || report.same()) {
                return report;
            }
            try (Connection lock = store.connect()) {
                requireNoRelay(lock);
                if (refill == Refill.KAFKA) {
                    fillKafka(report);
                } else {
                    fillStore(report);
                }
            }
            say("Comparing again.");
            Report after = compare();
            if (after.same()) {
                takeTopicsAsTheyAre();
            }
            return after;
        } catch (SQLException | DataAccessException | StoreUnavailable e) {
            throw new CannotReconcile("The event store (%s) cannot be used: %s".formatted(store, kindOf(e)), e);
        } catch (KafkaException | TimeoutException | UnsuitableTopics | TransactionalProducer.Undelivered e) {
            throw new CannotReconcile(
                    "Kafka (%s) cannot be used: %s. %s"
                            .formatted(kafka.bootstrapServers(), withoutStop(kindOf(e)), whatToDo(e)),
                    e);
        } catch (UnreadableStatement e) {
            throw new CannotReconcile("Kafka holds a record that cannot be taken over: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotReconcile("Interrupted.", e);
        }
    }

    private Report compare() throws SQLException {
        try (StoreSide storeSide = StoreSide.open(store)) {
            StorePosition relayed = storeSide.positions().of(Relay.READER);
            try (KafkaSide kafkaSide = new KafkaSide(kafka, patience)) {
                say("Comparing %,d entries of the event store with Kafka, %d partitions."
                        .formatted(storeSide.count(), kafkaSide.partitions()));
                ConsoleProgress progress = new ConsoleProgress(console, "Compared", kafkaSide.records());
                Report report = new Report(0, 0, 0, 0, List.of());
                for (int partition = 0; partition < kafkaSide.partitions(); partition++) {
                    report = report.and(new LogComparison(partition, storeSide, kafkaSide, relayed).run(progress));
                }
                print(report);
                return report;
            }
        }
    }

    /** A broker that has just started, or deletes much, takes its time; an operator would rather wait than begin again. */
    private Topics topics() {
        return new Topics(kafka, patience.multipliedBy(2));
    }

    private void fillKafka(Report report)
            throws SQLException, TransactionalProducer.Undelivered, UnsuitableTopics, TimeoutException,
                    InterruptedException {
        topics().prepare();
        ProgressTimeout timeout = new ProgressTimeout(patience);
        try (StoreSide storeSide = StoreSide.open(store);
                TransactionalProducer producer =
                        TransactionalProducer.open(kafka, timeout::isLeft, () -> say("Kafka does not answer."))) {
            ConsoleProgress progress =
                    new ConsoleProgress(console, "Sent", missing(report, Difference.Type.MISSING_IN_KAFKA));
            Set<UUID> holes = new KafkaRefill(storeSide, producer, kafka.partitions(), progress, timeout)
                    .run(report.differences(), storeSide.positions().of(Relay.READER));
            if (!holes.isEmpty()) {
                say("In %,d ledgers Kafka lacks entries before others that it has, and Kafka can only append."
                        .formatted(holes.size()));
                say("Fresh topics mend that: they are deleted and made anew, and everything is sent again.");
            }
        }
    }

    private void fillStore(Report report) throws SQLException {
        LedgerRecords places = new LedgerRecords(kafka.partitions());
        try (StoreSide storeSide = StoreSide.open(store);
                KafkaSide kafkaSide = new KafkaSide(kafka, patience);
                StoreRefill filling = new StoreRefill(
                        storeSide,
                        kafkaSide,
                        store.connect(),
                        new ConsoleProgress(console, "Read", kafkaSide.records()))) {
            for (int partition = 0; partition < kafkaSide.partitions(); partition++) {
                Sequences missing = new Sequences();
                Sequences otherTexts = new Sequences();
                for (Difference difference : report.differences()) {
                    boolean here = places.partitionOf(difference.ledger()) == partition;
                    if (here && difference.type() == Difference.Type.MISSING_IN_STORE) {
                        missing.add(difference);
                    } else if (here && difference.type() == Difference.Type.TEXTS_DIFFERENT) {
                        otherTexts.add(difference);
                    }
                }
                if (!missing.isEmpty() || !otherTexts.isEmpty()) {
                    filling.run(partition, missing, otherTexts);
                }
            }
            filling.computeTrees();
            storeSide.erase();
        }
    }

    private Report startTopicsAfresh() throws SQLException, UnsuitableTopics, TimeoutException, InterruptedException {
        try (Connection lock = store.connect();
                StoreSide storeSide = StoreSide.open(store)) {
            requireNoRelay(lock);
            long entries = storeSide.count();
            // First: cut short in between, the relay sends again what Kafka still has, and never less than it lacks.
            storeSide.positions().save(Relay.READER, StorePosition.START);
            new KnownTopics(storeSide.connection()).forget();
            topics().recreate();
            say("The topics are new and empty. The relay sends all %,d entries when Kept runs again."
                    .formatted(entries));
            say("The read side notices that they are other topics, and reads them from their beginning.");
            return new Report(entries, 0, 0, entries, List.of());
        }
    }

    /** The relay refused to go on with topics that had lost entries; these have all. */
    private void takeTopicsAsTheyAre() throws SQLException, TimeoutException, InterruptedException {
        try (StoreSide storeSide = StoreSide.open(store)) {
            new KnownTopics(storeSide.connection()).take(kafka);
        }
    }

    private void requireNoRelay(Connection lock) throws SQLException {
        if (!LeaderLock.RELAY.tryTake(lock)) {
            throw new CannotReconcile(
                    "The relay is at work, and two must not write the topics at once. Stop Kept, then run this again.",
                    null);
        }
    }

    private static long missing(Report report, Difference.Type type) {
        return report.differences().stream()
                .filter(difference -> difference.type() == type)
                .mapToLong(difference -> difference.last() - difference.first() + 1)
                .sum();
    }

    private void print(Report report) {
        report.differences().stream().limit(FINDINGS_TOLD).forEach(difference -> say(difference.toString()));
        if (report.differences().size() > FINDINGS_TOLD) {
            say("... and %,d more".formatted(report.differences().size() - FINDINGS_TOLD));
        }
        List<String> notes = new ArrayList<>();
        if (report.repeated() > 0) {
            notes.add("%,d statements stand in Kafka more than once, which is harmless".formatted(report.repeated()));
        }
        if (report.waiting() > 0) {
            notes.add("%,d entries wait for the relay".formatted(report.waiting()));
        }
        notes.forEach(note -> say(note + "."));
        say(
                report.same()
                        ? "Event store and Kafka hold the same: %,d entries.".formatted(report.entries())
                        : "Event store and Kafka differ in %,d places."
                                .formatted(report.differences().size()));
    }

    private void say(String line) {
        console.println(line);
        console.flush();
    }

    private static String whatToDo(Exception e) {
        return e instanceof UnsuitableTopics
                ? "Set that right, then run this again."
                : "See that the brokers run and that kept.kafka.bootstrap-servers names them, then run this again: what"
                        + " was cut short does no harm.";
    }

    private static String withoutStop(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }

    /** Never empty: what has no message of its own is named by its type. */
    private static String kindOf(Exception e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof SQLException sql) {
            return "SQL state " + sql.getSQLState();
        }
        return Stream.of(e.getMessage(), cause.getMessage())
                .filter(Objects::nonNull)
                .flatMap(String::lines)
                .filter(line -> !line.isBlank())
                .findFirst()
                .orElse(cause.getClass().getSimpleName());
    }
}
