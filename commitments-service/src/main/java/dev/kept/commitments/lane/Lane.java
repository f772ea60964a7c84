package dev.kept.commitments.lane;

import dev.kept.commitments.eventstore.AppendStore;
import dev.kept.commitments.eventstore.StoreUnavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The single writer of its ledgers, without a thread of its own: the caller that finds it idle leads it until its own command is
 * done, and then wakes the caller of the command that waits longest. While one batch is stored, the next commands gather.
 */
final class Lane<S> {

    static final int MOST_COMMANDS = 128;
    private static final int MOST_WAITING = 1_024;
    private static final long MOST_WAITING_BYTES = 16 << 20;
    private static final long QUEUED_NANOS = TimeUnit.SECONDS.toNanos(5);
    /** Longer than the connection's own timeouts, which end an attempt and its repetition. */
    private static final long TAKEN_NANOS = TimeUnit.SECONDS.toNanos(60);

    private static final long STOP_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long STOP_POLL_MILLIS = 5;

    private static final Logger log = LoggerFactory.getLogger(Lane.class);

    private final LaneBatches<S> batches;
    private final Queue<LaneCommand<S>> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicLong waitingBytes = new AtomicLong();
    private final AtomicBoolean led = new AtomicBoolean();
    private volatile boolean open = true;

    Lane(LedgerModel<S> model, KnownLedgers<S> known, AppendStore store, BatchSizes sizes, CommandSpans spans) {
        this.batches = new LaneBatches<>(model, known, store, sizes, spans);
    }

    /**
     * Has a command decided and stored, in this thread or another caller's.
     *
     * @throws StoreUnavailable when too many wait, or it takes too long
     */
    LaneCommand.Completion issue(LaneCommand<S> command) {
        if (!open) {
            throw stopping();
        }
        enqueue(command);
        long queuedUntil = System.nanoTime() + QUEUED_NANOS;
        long takenUntil = queuedUntil + TAKEN_NANOS;
        while (!command.isDone()) {
            if (Thread.currentThread().isInterrupted()) {
                return leave(command, "The service is stopping.");
            }
            if (!lead(command)) {
                long left = (command.isQueued() ? queuedUntil : takenUntil) - System.nanoTime();
                if (left <= 0) {
                    return leave(command, "The store is too slow to take this up now.");
                }
                if (!command.isDone()) {
                    LockSupport.parkNanos(this, left);
                }
            }
        }
        return command.completion();
    }

    /** Not when too many wait, or too much; a command that is long by itself is taken when nothing else waits. */
    private void enqueue(LaneCommand<S> command) {
        int before = waiting.getAndIncrement();
        long bytesBefore = waitingBytes.getAndAdd(command.bytes());
        if (before >= MOST_WAITING || before > 0 && bytesBefore + command.bytes() > MOST_WAITING_BYTES) {
            left(command);
            throw StoreUnavailable.notRecorded("Too many commands are waiting to be stored.");
        }
        queue.add(command);
    }

    /** It does not wait any more. */
    private void left(LaneCommand<S> command) {
        waiting.decrementAndGet();
        waitingBytes.addAndGet(-command.bytes());
    }

    /** Its caller goes away. */
    private LaneCommand.Completion leave(LaneCommand<S> command, String why) {
        if (command.abandon()) {
            // It may be the one that was woken to lead.
            wakeNext();
            throw StoreUnavailable.notRecorded(why);
        }
        if (command.isDone()) {
            return command.completion();
        }
        throw StoreUnavailable.unknown();
    }

    /** Leads the lane until the command is done; false when somebody else does. */
    private boolean lead(LaneCommand<S> command) {
        if (!command.isQueued() || !led.compareAndSet(false, true)) {
            return false;
        }
        try {
            while (!command.isDone()) {
                process(next());
            }
        } finally {
            led.set(false);
            wakeNext();
        }
        return true;
    }

    /** What waits, up to the limit of a batch. */
    private List<LaneCommand<S>> next() {
        List<LaneCommand<S>> taken = new ArrayList<>(MOST_COMMANDS);
        while (taken.size() < MOST_COMMANDS) {
            LaneCommand<S> command = queue.poll();
            if (command == null) {
                break;
            }
            left(command);
            if (command.take()) {
                taken.add(command);
            }
        }
        return taken;
    }

    /** Whatever happens, each caller learns of it. */
    private void process(List<LaneCommand<S>> taken) {
        try {
            batches.process(taken);
        } catch (RuntimeException | Error e) {
            log.error("A lane failed and goes on", e);
            batches.giveUp(taken);
        }
    }

    /** When nobody leads, the caller that waits longest is to look after the lane. */
    private void wakeNext() {
        for (LaneCommand<S> first = queue.peek(); first != null && !led.get(); first = queue.peek()) {
            if (first.isQueued()) {
                first.wake();
                return;
            }
            // Given up by its caller; or taken by somebody who leads again.
            if (queue.remove(first)) {
                left(first);
            }
        }
    }

    int waiting() {
        return waiting.get();
    }

    void refuseMore() {
        open = false;
    }

    /** What waits is stored by those who wait for it. */
    void awaitEnd() {
        long until = System.nanoTime() + STOP_NANOS;
        while ((led.get() || !queue.isEmpty()) && System.nanoTime() < until) {
            try {
                Thread.sleep(STOP_POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        for (LaneCommand<S> stranded = queue.poll(); stranded != null; stranded = queue.poll()) {
            left(stranded);
            if (stranded.take()) {
                stranded.complete(new LaneCommand.Failed(stopping()));
            }
        }
    }

    private static StoreUnavailable stopping() {
        return StoreUnavailable.notRecorded("The service is stopping.");
    }
}
