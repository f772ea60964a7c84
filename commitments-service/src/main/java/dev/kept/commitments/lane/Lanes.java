package dev.kept.commitments.lane;

import dev.kept.commitments.eventstore.AppendStore;
import dev.kept.commitments.eventstore.RepeatedCommand;
import dev.kept.commitments.eventstore.StoreUnavailable;
import dev.kept.commitments.kernel.LedgerCommand;
import dev.kept.commitments.kernel.Rejected;
import dev.kept.commitments.lane.LaneCommand.Answered;
import dev.kept.commitments.lane.LaneCommand.Failed;
import dev.kept.commitments.lane.LaneCommand.Overtaken;
import dev.kept.http.tracing.Traces;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Span;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.axonframework.commandhandling.CommandMessage;
import org.jspecify.annotations.Nullable;

/**
 * The lanes of the store. A ledger always takes the same one. A ledger that is not in memory is read by its caller before the command
 * is queued, and again when another process has written to it, so that no lane waits for a ledger to be read.
 */
public final class Lanes<S> implements AutoCloseable {

    private static final int ATTEMPTS = 4;
    private static final long UNKNOWN = Long.MAX_VALUE;
    private static final int MOST_READ_AT_ONCE = 4;
    private static final int READ_SECONDS = 5;

    private final List<Lane<S>> lanes;
    private final KnownLedgers<S> known;
    private final LedgerModel<S> model;
    private final AppendStore store;
    private final CommandSpans spans;
    private final Semaphore reading = new Semaphore(MOST_READ_AT_ONCE, true);

    /**
     * @param count how many batches are stored at a time
     * @param memory how many bytes ledgers may take that are kept for their next command; an estimate
     */
    public Lanes(
            int count, long memory, LedgerModel<S> model, AppendStore store, MeterRegistry metrics, Traces traces) {
        this.spans = new CommandSpans(traces);
        this.model = model;
        this.store = store;
        this.known = new KnownLedgers<>(memory, model);
        BatchSizes sizes = new BatchSizes(metrics);
        this.lanes = IntStream.range(0, count)
                .mapToObj(number -> new Lane<>(model, known, store, sizes, spans))
                .toList();
        Gauge.builder(
                        "kept.store.queue",
                        lanes,
                        all -> all.stream().mapToInt(Lane::waiting).sum())
                .description("Commands waiting for their lane")
                .register(metrics);
    }

    /**
     * Has a command decided and what it comes to stored; returns once that is committed.
     *
     * @param message of a {@link LedgerCommand}
     * @return the ledger's answer
     * @throws Rejected when a rule forbids it, or there is no such ledger
     * @throws RepeatedCommand when the ledger holds a command of the same id
     * @throws StoreUnavailable when PostgreSQL is away or overloaded
     * @throws Throwable what the command itself failed with
     */
    public @Nullable Object issue(CommandMessage<?> message) throws Throwable {
        LedgerCommand<?> command = (LedgerCommand<?>) message.getPayload();
        Span span = spans.issuing(command);
        if (span == null) {
            return issue(message, command, null);
        }
        try {
            return issue(message, command, span);
        } catch (Throwable failure) {
            CommandSpans.refused(span, failure);
            throw failure;
        } finally {
            span.end();
        }
    }

    private @Nullable Object issue(CommandMessage<?> message, LedgerCommand<?> command, @Nullable Span span)
            throws Throwable {
        Lane<S> lane = lanes.get(Math.floorMod(command.ledger().hashCode(), lanes.size()));
        long least = UNKNOWN;
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            LaneCommand<S> queued =
                    new LaneCommand<>(message, command.opensLedger() ? null : ledger(command.ledger()), span);
            LaneCommand.Completion completion = lane.issue(queued);
            Long decidedOver = command.opensLedger() ? null : queued.decidedOver();
            if (decidedOver != null && decidedOver < least) {
                // Entries would have shown by themselves whether another process has written: without any, it is asked.
                least = model.last(command.ledger());
                if (decidedOver < least) {
                    dropBelow(command.ledger(), least);
                    continue;
                }
            }
            switch (completion) {
                case Answered(Object answer) -> {
                    return answer;
                }
                case Failed(Throwable failure) -> throw failure;
                case Overtaken() -> requireNew(queued);
            }
        }
        throw StoreUnavailable.notRecorded("Others are writing to this ledger at this moment.");
    }

    /** What is known of a ledger is too old. */
    private void dropBelow(UUID id, long last) {
        KnownLedger<S> there = known.get(id);
        if (there != null && there.last() < last) {
            known.drop(id);
        }
    }

    private KnownLedger<S> ledger(UUID id) {
        KnownLedger<S> ledger = known.get(id);
        return ledger == null ? read(id) : ledger;
    }

    /** A few at a time: more would only wait for connections. Whoever waited here finds what others have read meanwhile. */
    private KnownLedger<S> read(UUID id) {
        try {
            if (!reading.tryAcquire(READ_SECONDS, TimeUnit.SECONDS)) {
                throw StoreUnavailable.notRecorded("The store is too slow to read this ledger now.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw StoreUnavailable.notRecorded("The service is stopping.");
        }
        try {
            KnownLedger<S> ledger = known.get(id);
            if (ledger == null) {
                ledger = model.load(id);
                if (ledger == null) {
                    throw Rejected.unknown(
                            "ledger-not-found", "There is no such ledger, or it is not yours.", Map.of());
                }
                known.loaded(id, ledger);
            }
            return ledger;
        } finally {
            reading.release();
        }
    }

    /** To open what is open is most often to repeat a command. */
    private void requireNew(LaneCommand<S> command) {
        UUID id = command.id();
        if (command.opens() && id != null && store.isRecorded(command.ledger(), id)) {
            throw new RepeatedCommand(command.ledger(), id);
        }
    }

    /** What ledgers in memory are thought to take, in bytes. */
    public long bytes() {
        return known.bytes();
    }

    /** Stores what waits, and takes up nothing more. */
    @Override
    public void close() {
        lanes.forEach(Lane::refuseMore);
        lanes.forEach(Lane::awaitEnd);
        known.leave();
    }
}
