package dev.kept.commitments.eventstore;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One command's entries on their way through a lane, and the caller who waits for them. */
final class Append {

    private enum Stage {
        QUEUED,
        TAKEN,
        ABANDONED
    }

    private final List<EntryRow> rows;
    private final int bytes;
    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.QUEUED);
    private final CompletableFuture<Boolean> outcome = new CompletableFuture<>();

    /** @param rows of one ledger and one command, ascending */
    Append(List<EntryRow> rows) {
        this.rows = List.copyOf(rows);
        this.bytes = this.rows.stream().mapToInt(EntryRow::bytes).sum();
    }

    List<EntryRow> rows() {
        return rows;
    }

    UUID ledger() {
        return rows.getFirst().key().ledger();
    }

    @Nullable
    UUID command() {
        return rows.getFirst().command();
    }

    /** Of its statements and texts. */
    int bytes() {
        return bytes;
    }

    /** The lane takes it up; false when its caller has gone away. */
    boolean take() {
        return stage.compareAndSet(Stage.QUEUED, Stage.TAKEN);
    }

    void stored() {
        outcome.complete(true);
    }

    void failed(RuntimeException failure) {
        outcome.completeExceptionally(failure);
    }

    /** Returns when the entries are committed; else throws what {@link #failed} was given, or {@link StoreUnavailable}. */
    void await(long queuedMillis, long takenMillis) {
        try {
            if (!within(queuedMillis)) {
                if (stage.compareAndSet(Stage.QUEUED, Stage.ABANDONED)) {
                    throw StoreUnavailable.notRecorded("The store is too slow to take this up now.");
                }
                if (!within(takenMillis)) {
                    throw StoreUnavailable.unknown();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw stage.compareAndSet(Stage.QUEUED, Stage.ABANDONED)
                    ? StoreUnavailable.notRecorded("The service is stopping.")
                    : StoreUnavailable.unknown();
        }
    }

    private boolean within(long millis) throws InterruptedException {
        try {
            return outcome.get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
