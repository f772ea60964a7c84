package dev.kept.commitments.deadline;

import dev.kept.commitments.checkin.CheckInCommand.MissCheckIn;
import dev.kept.commitments.checkpoint.CheckpointCommand.MissCheckpoint;
import dev.kept.commitments.commitment.CommitmentCommand.LetConfirmationLapse;
import dev.kept.commitments.commitment.CommitmentCommand.MissDeadline;
import dev.kept.commitments.deadline.Awaited.ItemId;
import dev.kept.commitments.deadline.Awaited.OccurrenceId;
import dev.kept.commitments.eventstore.CommitSignal;
import dev.kept.commitments.eventstore.CommittedEntries;
import dev.kept.commitments.eventstore.CommittedEntry;
import dev.kept.commitments.eventstore.ReaderPositions;
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
 * Reads entries into due instants, and records in their ledgers what has passed: as long as one process leads. Used by one thread at a
 * time. What cannot be recorded now is tried again later, more and more seldom where a ledger always fails, and without holding the
 * others up; what a ledger refuses was answered by an entry that is still to be read.
 */
final class DeadlineRecorder implements AutoCloseable {

    static final String READER = "deadlines";

    private static final int BATCH = 1_000;
    private static final int PASSED_AT_ONCE = 500;
    private static final int LEDGERS_AT_ONCE = 16;
    private static final Duration VISIBLE_WITHIN = Duration.ofSeconds(30);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(5);

    private static final Logger log = LoggerFactory.getLogger(DeadlineRecorder.class);

    private final CommittedEntries entries;
    private final ReaderPositions positions;
    private final JdbcDueInstants instants;
    private final TransactionTemplate transactions;
    private final CommitSignal signal;
    private final LedgerBus bus;
    private final Clock clock;
    private final ExecutorService ledgers = Executors.newFixedThreadPool(
            LEDGERS_AT_ONCE, Thread.ofVirtual().name("deadlines-", 0).factory());
    private final FailingLedgers failing = new FailingLedgers();
    private StorePosition position;

    /**
     * Goes on where the last one stopped.
     *
     * @param own connections of the process that leads, and of nobody who does not
     */
    DeadlineRecorder(DataSource own, CommitSignal signal, LedgerBus bus, Clock clock) {
        this.entries = new CommittedEntries(own);
        this.positions = new ReaderPositions(own);
        this.instants = new JdbcDueInstants(own);
        this.transactions = new TransactionTemplate(new JdbcTransactionManager(own));
        this.signal = signal;
        this.bus = bus;
        this.clock = clock;
        this.position = positions.of(READER);
    }

    /** Reads what can be read now, and records what has passed by now. */
    void run() throws InterruptedException {
        read();
        recordPassed();
    }

    /** As {@link #run()}, but waits until everything recorded so far can be read. */
    void runToHead() throws InterruptedException {
        readToHead();
        Optional<RuntimeException> failure = recordPassed();
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    /** The first instant after which there will be something to record, as far as entries recorded so far say. */
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
        // Not beyond what is there now: what has passed must be recorded, however fast entries come.
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
                DueInstants due = new DueInstants(instants.allOf(items(read)));
                read.forEach(due::take);
                instants.remove(due.removed());
                instants.save(due.changed());
            }
            positions.save(READER, last);
        });
        position = last;
    }

    private static Set<ItemId> items(List<Entry> entries) {
        Set<ItemId> items = new HashSet<>();
        for (Entry entry : entries) {
            UUID item = entry.event().subject();
            if (item != null) {
                items.add(new ItemId(entry.ledger(), item));
            }
        }
        return items;
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

    /** Empty when no ledger failed. */
    private Optional<RuntimeException> recordPassed() throws InterruptedException {
        Optional<RuntimeException> failure = Optional.empty();
        List<Awaited> passed;
        do {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            passed = instants.passed(now, failing.resting(), PASSED_AT_ONCE);
            if (!passed.isEmpty()) {
                Optional<RuntimeException> latest = recordPassed(passed, now);
                failure = latest.isPresent() ? latest : failure;
                read();
            }
        } while (passed.size() == PASSED_AT_ONCE);
        return failure;
    }

    /** Ledger by ledger, several at once. What was recorded is marked as such even when something else failed. */
    private Optional<RuntimeException> recordPassed(List<Awaited> passed, Instant now) throws InterruptedException {
        Map<UUID, List<Awaited>> byLedger =
                passed.stream().collect(Collectors.groupingBy(it -> it.id().ledger()));
        List<Callable<LedgerResult>> tasks = byLedger.values().stream()
                .<Callable<LedgerResult>>map(ofOne -> () -> recordOf(ofOne, now))
                .toList();
        List<Awaited> done = new ArrayList<>();
        Optional<RuntimeException> failure = Optional.empty();
        for (Future<LedgerResult> task : ledgers.invokeAll(tasks)) {
            LedgerResult result = resultOf(task);
            done.addAll(result.done());
            if (result.failure().isPresent()) {
                failure = result.failure();
                failing.failed(result.ledger());
            } else {
                failing.succeeded(result.ledger());
            }
        }
        instants.markRecorded(done);
        return failure;
    }

    private record LedgerResult(UUID ledger, Collection<Awaited> done, Optional<RuntimeException> failure) {}

    private LedgerResult recordOf(List<Awaited> ofOneLedger, Instant now) {
        UUID ledger = ofOneLedger.getFirst().id().ledger();
        List<Awaited> done = new ArrayList<>();
        for (Awaited awaited : ofOneLedger) {
            try {
                send(command(awaited), now);
                done.add(awaited);
            } catch (Rejected refused) {
                log.debug("{} was refused: {}", awaited.waitsFor(), refused.code());
                done.add(awaited);
            } catch (StoreUnavailable e) {
                return new LedgerResult(ledger, done, Optional.of(e));
            } catch (RuntimeException e) {
                log.error("Ledger {} did not record that an instant has passed", ledger, e);
                return new LedgerResult(ledger, done, Optional.of(e));
            }
        }
        return new LedgerResult(ledger, done, Optional.empty());
    }

    private static LedgerCommand<?> command(Awaited awaited) {
        OccurrenceId id = awaited.id();
        return switch (awaited.waitsFor()) {
            case DUE -> new MissDeadline(id.ledger(), id.item(), id.occurrence(), null);
            case CONFIRMATION -> new LetConfirmationLapse(id.ledger(), id.item(), id.occurrence());
            case CHECK_IN -> new MissCheckIn(id.ledger(), id.item(), id.occurrence(), null);
            case CHECKPOINT -> new MissCheckpoint(id.ledger(), id.item());
            case REQUESTED, MISSED, DISPUTED, CHECK_IN_PROPOSED, CHECK_IN_PAUSED ->
                throw new IllegalStateException("nothing passes while this is awaited");
        };
    }

    /** Without a member in its metadata it is the system that asks. A clock that steps back meanwhile undoes no miss. */
    private void send(LedgerCommand<?> command, Instant passed) {
        bus.issue(command, Map.of(EntryMetaData.NOT_BEFORE, passed));
    }

    private static LedgerResult resultOf(Future<LedgerResult> task) throws InterruptedException {
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
