package dev.kept.commitments.aggregate;

import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A snapshot when a hundred entries have come since the last, or a tenth of the ledger where that is more: what a snapshot costs grows
 * with the ledger, and what it costs per entry does not. A ledger that leaves memory gets one earlier. It is made of the state at hand: Axon's own snapshotter would read the ledger
 * again.
 */
final class LedgerSnapshotter {

    private static final long LEAST_ENTRIES = 100;
    private static final long PART = 10;

    private static final Logger log = LoggerFactory.getLogger(LedgerSnapshotter.class);

    private final EventStore eventStore;
    private final Executor executor;
    private final Set<UUID> underWay = ConcurrentHashMap.newKeySet();

    LedgerSnapshotter(EventStore eventStore, Executor executor) {
        this.eventStore = eventStore;
        this.executor = executor;
    }

    /** Whether a ledger that ends with {@code last} is due for a snapshot, after one that held all up to {@code snapshot}; -1 for none. */
    static boolean isDue(long snapshot, long last) {
        return last - snapshot >= Math.max(LEAST_ENTRIES, last / PART);
    }

    /** Whether a ledger that leaves memory should get one, whatever its length: so many entries would be read again. */
    static boolean isWorthwhile(long snapshot, long last) {
        return last - snapshot >= LEAST_ENTRIES;
    }

    /** Saves a snapshot in a moment; false when one of that ledger is still being saved, or none any more. */
    boolean schedule(UUID ledger, LedgerState state) {
        if (!underWay.add(ledger)) {
            return false;
        }
        try {
            executor.execute(() -> save(ledger, state));
            return true;
        } catch (RejectedExecutionException stopping) {
            underWay.remove(ledger);
            return false;
        }
    }

    /** A ledger can be read without a snapshot: that there is none is no failure of anybody's command. */
    private void save(UUID ledger, LedgerState state) {
        try {
            eventStore.storeSnapshot(new GenericDomainEventMessage<>(
                    Ledger.class.getSimpleName(), ledger.toString(), state.sequence(), new Ledger(ledger, state)));
        } catch (RuntimeException e) {
            log.warn("The snapshot of a ledger was not saved: {}", e.getClass().getSimpleName());
        } finally {
            underWay.remove(ledger);
        }
    }
}
