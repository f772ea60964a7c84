package dev.kept.commitments.aggregate;

import java.util.ArrayList;
import java.util.List;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.EventSourcedAggregate;
import org.axonframework.eventsourcing.NoSnapshotTriggerDefinition;
import org.axonframework.modelling.command.inspection.AggregateModel;

/** The aggregate for the time of one command: it begins with a state, and keeps the events that it applies to itself. */
final class DecidingLedger extends EventSourcedAggregate<Ledger> {

    private final List<EventMessage<?>> applied = new ArrayList<>(2);

    // No bus: nobody but the lane hears of what is not stored yet.
    @SuppressWarnings("NullAway")
    DecidingLedger(Ledger ledger, AggregateModel<Ledger> model) {
        super(ledger, model, null, NoSnapshotTriggerDefinition.TRIGGER);
        initSequence(ledger.state().sequence());
    }

    @Override
    protected void publishOnEventBus(EventMessage<?> event) {
        applied.add(event);
    }

    /** In order. */
    List<EventMessage<?>> applied() {
        return applied;
    }
}
