package dev.kept.commitments.relay;

import dev.kept.commitments.eventstore.CommittedEntry;
import dev.kept.commitments.eventstore.StorePosition;
import java.util.function.Predicate;

/**
 * One leader's way through the event store, a batch at a time: its position is saved once Kafka has committed what stands before it. Whatever
 * ends it in between, the next one sends some again.
 */
final class RelayRun {

    private final RelayStore store;
    private final TransactionalProducer producer;
    private final EntrySender sender;
    private final int batch;
    private StorePosition position;

    /**
     * Looks how far the leader before this one came.
     *
     * @param producer open: that one is fenced by it, and comes no further
     * @param batch how many entries are sent at once, at most
     */
    RelayRun(RelayStore store, TransactionalProducer producer, EntrySender sender, int batch) {
        this.store = store;
        this.producer = producer;
        this.sender = sender;
        this.batch = batch;
        this.position = store.position();
    }

    /** Up to where everything was added. */
    StorePosition position() {
        return position;
    }

    /** What comes next; may be read while Kafka commits what was added. */
    EntrySender.Ready next() {
        return sender.prepare(store.after(position, batch));
    }

    /** Adds a batch that is not empty to a transaction. */
    void add(EntrySender.Ready ready, Predicate<CommittedEntry> mayGo)
            throws TransactionalProducer.Undelivered, InterruptedException {
        sender.add(ready, mayGo);
        position = ready.read().getLast().at();
    }

    /** Returns once Kafka has committed the batch that was added last, and the position after it is saved. */
    void commit(EntrySender.Ready ready) throws TransactionalProducer.Undelivered, InterruptedException {
        sender.commit(ready);
        store.save(position, producer.takeEnds());
    }
}
