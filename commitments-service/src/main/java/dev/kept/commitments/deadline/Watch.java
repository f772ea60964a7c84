package dev.kept.commitments.deadline;

import dev.kept.commitments.checkin.CheckInCommand.MissCheckIn;
import dev.kept.commitments.checkpoint.CheckpointCommand.MissCheckpoint;
import dev.kept.commitments.commitment.CommitmentCommand.LetConfirmationLapse;
import dev.kept.commitments.commitment.CommitmentCommand.MissDeadline;
import dev.kept.commitments.deadline.Awaited.Place;
import dev.kept.commitments.deadline.Awaited.Whole;
import dev.kept.commitments.eventstore.CommitSignal;
import dev.kept.commitments.eventstore.CommittedEntries;
import dev.kept.commitments.eventstore.CommittedEntry;
import dev.kept.commitments.eventstore.StorePosition;
import dev.kept.commitments.eventstore.StoreUnavailable;
import dev.kept.commitments.kernel.EntryMetaData;
import dev.kept.commitments.kernel.LedgerBus;
import dev.kept.commitments.kernel.LedgerCommand;
import dev.kept.commitments.kernel.Rejected;
import dev.kept.events.CheckInEvent;
import dev.kept.events.CheckpointEvent;
import dev.kept.events.CommitmentEvent;
import dev.kept.events.Entry;
import dev.kept.events.LedgerEvent;
import dev.kept.events.Statements;
import dev.kept.events.UnreadableStatement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads entries into due instants, and tells ledgers what has passed: as long as one process leads. Used by one thread at a time. What
 * cannot be told now stays and is told later, more and more seldom to a ledger that always fails, and without holding the others up;
 * what a ledger refuses was answered by an entry that is still to be read.
 */
final class Watch implements AutoCloseable {

    static final String READER = "deadlines";

    private static final int BATCH = 1_000;
    private static final int PASSED_AT_ONCE = 500;
    private static final int LEDGERS_AT_ONCE = 16;
    private static final Duration VISIBLE_WITHIN = Duration.ofSeconds(30);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(5);

    private static final Logger log = LoggerFactory.getLogger(Watch.class);

    private final CommittedEntries entries;
    private final JdbcDueInstants instants;
    private final TransactionTemplate transactions;
    private final CommitSignal signal;
    private final LedgerBus bus;
    private final Clock clock;
    private final ExecutorService ledgers = Executors.newFixedThreadPool(
            LEDGERS_AT_ONCE, Thread.ofVirtual().name("deadlines-", 0).factory());
    private final Failing failing = new Failing();
    private StorePosition position;

    /**
     * Goes on where the last one stopped.
     *
     * @param own connections of the process that leads, and of nobody who does not
     */
    Watch(DataSource own, CommitSignal signal, LedgerBus bus, Clock clock) {
        this.entries = new CommittedEntries(own);
        this.instants = new JdbcDueInstants(own);
        this.transactions = new TransactionTemplate(new JdbcTransactionManager(own));
        this.signal = signal;
        this.bus = bus;
        this.clock = clock;
        this.position = entries.positionOf(READER);
    }

    /** Reads what can be read now, and tells what has passed by now. */
    void run() throws InterruptedException {
        read();
        tell();
    }

    /** As {@link #run()}, but waits until everything recorded so far can be read. */
    void runToHead() throws InterruptedException {
        readToHead();
        Optional<RuntimeException> failure = tell();
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    /** The first instant after which there will be something to tell, as far as entries recorded so far say. */
    Optional<Instant> next() throws InterruptedException {
        readToHead();
        return instants.next();
    }

    private void readToHead() throws InterruptedException {
        StorePosition head = entries.head();
        // The service's clock may be a simulated one; waiting is measured by the machine's.
        long begun = System.nanoTime();
        long commits = signal.count();
        read();
        while (position.compareTo(head) < 0) {
            if (System.nanoTime() - begun > VISIBLE_WITHIN.toNanos()) {
                throw new IllegalStateException(
                        "An open transaction somewhere in the database has held readers back for too long.");
            }
            signal.await(commits, LOOK_AGAIN);
            commits = signal.count();
            read();
        }
    }

    private void read() {
        // Not beyond what is there now: what has passed must be told, however fast entries come.
        StorePosition head = entries.head();
        while (position.compareTo(head) < 0) {
            List<CommittedEntry> batch = entries.after(position, BATCH);
            if (batch.isEmpty()) {
                return;
            }
            take(batch);
        }
    }

    private void take(List<CommittedEntry> batch) {
        List<Entry> read = batch.stream().flatMap(row -> entryOf(row).stream()).toList();
        StorePosition last = batch.getLast().at();
        transactions.executeWithoutResult(ignored -> {
            if (!read.isEmpty()) {
                DueInstants due = new DueInstants(instants.allOf(wholes(read)));
                read.forEach(due::take);
                instants.remove(due.removed());
                instants.save(due.changed());
            }
            entries.savePosition(READER, last);
        });
        position = last;
    }

    private static Set<Whole> wholes(List<Entry> entries) {
        Set<Whole> wholes = new HashSet<>();
        for (Entry entry : entries) {
            UUID item = entry.event().subject();
            if (item != null) {
                wholes.add(new Whole(entry.ledger(), item));
            }
        }
        return wholes;
    }

    /** Without its texts, and only when it is about something that waits for an instant. */
    private static Optional<Entry> entryOf(CommittedEntry row) {
        try {
            return Optional.of(Statements.read(row.statement())).filter(it -> waits(it.event()));
        } catch (UnreadableStatement e) {
            log.error("Entry {} cannot be read; its ledger's deadlines may be wrong", row);
            return Optional.empty();
        }
    }

    private static boolean waits(LedgerEvent event) {
        return event instanceof CommitmentEvent || event instanceof CheckInEvent || event instanceof CheckpointEvent;
    }

    /** Empty when every ledger could be told. */
    private Optional<RuntimeException> tell() throws InterruptedException {
        Optional<RuntimeException> failure = Optional.empty();
        List<Awaited> passed;
        do {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            passed = instants.passed(now, failing.resting(), PASSED_AT_ONCE);
            if (!passed.isEmpty()) {
                Optional<RuntimeException> latest = tell(passed, now);
                failure = latest.isPresent() ? latest : failure;
                read();
            }
        } while (passed.size() == PASSED_AT_ONCE);
        return failure;
    }

    /** Ledger by ledger, several at once. What was told is marked as such even when something else could not be. */
    private Optional<RuntimeException> tell(List<Awaited> passed, Instant now) throws InterruptedException {
        Map<UUID, List<Awaited>> byLedger =
                passed.stream().collect(Collectors.groupingBy(it -> it.place().ledger()));
        List<Callable<Told>> tasks = byLedger.values().stream()
                .<Callable<Told>>map(ofOne -> () -> tellOne(ofOne, now))
                .toList();
        List<Awaited> told = new ArrayList<>();
        Optional<RuntimeException> failure = Optional.empty();
        for (Future<Told> task : ledgers.invokeAll(tasks)) {
            Told result = resultOf(task);
            told.addAll(result.told());
            if (result.failure().isPresent()) {
                failure = result.failure();
                failing.failed(result.ledger());
            } else {
                failing.succeeded(result.ledger());
            }
        }
        instants.told(told);
        return failure;
    }

    private record Told(UUID ledger, Collection<Awaited> told, Optional<RuntimeException> failure) {}

    private Told tellOne(List<Awaited> ofOneLedger, Instant now) {
        UUID ledger = ofOneLedger.getFirst().place().ledger();
        List<Awaited> told = new ArrayList<>();
        for (Awaited awaited : ofOneLedger) {
            try {
                send(command(awaited), now);
                told.add(awaited);
            } catch (Rejected refused) {
                log.debug("{} was refused: {}", awaited.kind(), refused.code());
                told.add(awaited);
            } catch (StoreUnavailable e) {
                return new Told(ledger, told, Optional.of(e));
            } catch (RuntimeException e) {
                log.error("Ledger {} could not be told that an instant has passed", ledger, e);
                return new Told(ledger, told, Optional.of(e));
            }
        }
        return new Told(ledger, told, Optional.empty());
    }

    private static LedgerCommand<?> command(Awaited awaited) {
        Place place = awaited.place();
        return switch (awaited.kind()) {
            case DUE -> new MissDeadline(place.ledger(), place.item(), place.occurrence(), null);
            case CONFIRMATION -> new LetConfirmationLapse(place.ledger(), place.item(), place.occurrence());
            case CHECK_IN -> new MissCheckIn(place.ledger(), place.item(), place.occurrence(), null);
            case CHECKPOINT -> new MissCheckpoint(place.ledger(), place.item());
            case REQUESTED, MISSED, DISPUTED, CHECK_IN_PROPOSED, CHECK_IN_PAUSED ->
                throw new IllegalStateException("nothing passes while this is awaited");
        };
    }

    /** Without a member in its metadata it is the system that asks. A clock that steps back meanwhile undoes no miss. */
    private void send(LedgerCommand<?> command, Instant passed) {
        bus.issue(command, Map.of(EntryMetaData.NOT_BEFORE, passed));
    }

    private static Told resultOf(Future<Told> task) throws InterruptedException {
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a task that catches everything failed", e);
        }
    }

    @Override
    public void close() {
        ledgers.shutdownNow();
    }
}
