package dev.kept.commitments.aggregate;

import dev.kept.commitments.eventstore.EntryRow;
import dev.kept.commitments.eventstore.LedgerTrees;
import dev.kept.commitments.kernel.EntryMetaData;
import dev.kept.commitments.lane.KnownLedger;
import dev.kept.commitments.lane.LedgerModel;
import dev.kept.events.Actor;
import dev.kept.events.LedgerEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.annotation.ClasspathParameterResolverFactory;
import org.axonframework.messaging.annotation.MultiParameterResolverFactory;
import org.axonframework.messaging.annotation.SimpleResourceParameterResolverFactory;
import org.axonframework.modelling.command.inspection.AggregateModel;
import org.axonframework.modelling.command.inspection.AnnotatedAggregateMetaModelFactory;
import org.jspecify.annotations.Nullable;

/** Ledgers as Axon has them: read from its event store, and decided over by the aggregate's own handlers. */
final class AxonLedgers implements LedgerModel<LedgerState> {

    private final EventStore eventStore;
    private final LedgerTrees trees;
    private final LedgerSnapshotter snapshots;
    private final AggregateModel<Ledger> model;

    AxonLedgers(EventStore eventStore, LedgerTrees trees, LedgerSnapshotter snapshots, Clock clock) {
        this.eventStore = eventStore;
        this.trees = trees;
        this.snapshots = snapshots;
        this.model = AnnotatedAggregateMetaModelFactory.inspectAggregate(
                Ledger.class,
                MultiParameterResolverFactory.ordered(
                        ClasspathParameterResolverFactory.forClass(Ledger.class),
                        new SimpleResourceParameterResolverFactory(List.of(clock))));
    }

    @Override
    public LedgerState unopened() {
        return LedgerState.UNOPENED;
    }

    @Override
    public long last(UUID ledger) {
        return eventStore.lastSequenceNumberFor(ledger.toString()).orElse(-1L);
    }

    @Override
    public @Nullable KnownLedger<LedgerState> load(UUID ledger) {
        LedgerState state = LedgerState.UNOPENED;
        long snapshot = -1;
        DomainEventStream events = eventStore.readEvents(ledger.toString());
        while (events.hasNext()) {
            DomainEventMessage<?> event = events.next();
            if (event.getPayload() instanceof Ledger saved) {
                state = saved.state();
                snapshot = event.getSequenceNumber();
            } else {
                state = evolve(state, event);
            }
        }
        long last = state.sequence();
        if (last < 0) {
            return null;
        }
        // One that took long to read is quicker to read the next time.
        long saved = committed(ledger, state, last, snapshot);
        return new KnownLedger<>(state, last, trees.edge(ledger, last + 1).orElse(null), saved);
    }

    private static LedgerState evolve(LedgerState state, DomainEventMessage<?> event) {
        MetaData metaData = event.getMetaData();
        return state.evolve(
                (LedgerEvent) event.getPayload(),
                event.getSequenceNumber(),
                (Instant) Objects.requireNonNull(metaData.get(EntryMetaData.RECORDED)),
                (Actor) Objects.requireNonNull(metaData.get(EntryMetaData.ACTOR)));
    }

    @Override
    public Decision<LedgerState> decide(UUID id, LedgerState state, CommandMessage<?> command) throws Exception {
        Ledger ledger = new Ledger(id, state);
        DecidingLedger deciding = new DecidingLedger(ledger, model);
        Object answer = deciding.handle(command);
        List<EntryRow> rows = deciding.applied().stream().map(EntryRow::of).toList();
        return new Decision<>(answer, ledger.state(), rows);
    }

    @Override
    public int writtenLength(UUID ledger, LedgerState state) {
        return LedgerSnapshots.write(new Ledger(ledger, state)).length;
    }

    @Override
    public long committed(UUID ledger, LedgerState state, long last, long snapshot) {
        return LedgerSnapshotter.isDue(snapshot, last) && snapshots.schedule(ledger, state) ? last : snapshot;
    }

    @Override
    public void left(UUID ledger, LedgerState state, long last, long snapshot) {
        if (LedgerSnapshotter.isWorthwhile(snapshot, last)) {
            snapshots.schedule(ledger, state);
        }
    }
}
