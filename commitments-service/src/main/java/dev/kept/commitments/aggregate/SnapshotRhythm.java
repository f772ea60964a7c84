package dev.kept.commitments.aggregate;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.SnapshotTrigger;
import org.axonframework.eventsourcing.SnapshotTriggerDefinition;
import org.axonframework.eventsourcing.Snapshotter;

/**
 * A snapshot when a hundred entries have come since the last, or a tenth of the ledger where that is more: what a snapshot costs grows
 * with the ledger, and what it costs per entry does not.
 */
final class SnapshotRhythm implements SnapshotTriggerDefinition {

    private static final long LEAST_ENTRIES = 100;
    private static final long PART = 10;

    private final Snapshotter snapshotter;

    SnapshotRhythm(Snapshotter snapshotter) {
        this.snapshotter = snapshotter;
    }

    /** Whether a ledger that ends with {@code last} is due for a snapshot, after one that held all up to {@code snapshot}; -1 for none. */
    static boolean isDue(long snapshot, long last) {
        return last - snapshot >= Math.max(LEAST_ENTRIES, last / PART);
    }

    @Override
    public SnapshotTrigger prepareTrigger(Class<?> aggregateType) {
        return new Trigger(aggregateType);
    }

    private final class Trigger implements SnapshotTrigger {
        private final Class<?> aggregateType;
        private long snapshot = -1;

        Trigger(Class<?> aggregateType) {
            this.aggregateType = aggregateType;
        }

        @Override
        public void eventHandled(EventMessage<?> message) {
            if (!(message instanceof DomainEventMessage<?> event)) {
                return;
            }
            long sequence = event.getSequenceNumber();
            if (aggregateType.isInstance(event.getPayload())) {
                snapshot = sequence;
            } else if (isDue(snapshot, sequence)) {
                snapshot = sequence;
                snapshotter.scheduleSnapshot(aggregateType, event.getAggregateIdentifier());
            }
        }

        @Override
        public void initializationFinished() {
            // Entries count alike, sourced or new.
        }
    }
}
