package dev.kept.commitments.aggregate;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import dev.kept.commitments.kernel.Appended;
import dev.kept.commitments.kernel.EntryMetaData;
import dev.kept.commitments.kernel.Issue;
import dev.kept.commitments.kernel.LedgerBus;
import dev.kept.commitments.kernel.LedgerCommand;
import dev.kept.commitments.kernel.Rejected;
import dev.kept.commitments.membership.MembershipCommand.OpenLedger;
import dev.kept.events.Actor;
import dev.kept.events.CheckInEvent.CheckInMissed;
import dev.kept.events.CheckpointEvent.CheckpointMissed;
import dev.kept.events.CommitmentEvent.DeadlineMissed;
import dev.kept.events.LedgerEvent;
import dev.kept.events.Means;
import dev.kept.events.WireTypes;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.messaging.annotation.SourceId;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.Nullable;

/** The aggregate: finds out who asks, lets the command decide over the state, and records what it decided. */
public class Ledger {

    @AggregateIdentifier
    private UUID ledgerId;

    private LedgerState state = LedgerState.UNOPENED;

    /** For Axon, before the first entry. */
    Ledger() {}

    Ledger(UUID ledgerId, LedgerState state) {
        this.ledgerId = ledgerId;
        this.state = state;
    }

    @CommandHandler(commandName = LedgerBus.OPENING)
    @CreationPolicy(AggregateCreationPolicy.ALWAYS)
    Appended open(OpenLedger command, MetaData metaData, Clock clock) {
        ledgerId = command.ledger();
        return handle(command, metaData, clock);
    }

    @CommandHandler(commandName = LedgerBus.COMMAND)
    Appended handle(LedgerCommand<? super LedgerState> command, MetaData metaData, Clock clock) {
        UUID person = (UUID) metaData.get(EntryMetaData.MEMBER);
        try {
            return handle(command, metaData, clock, person);
        } catch (Rejected rejected) {
            throw person == null || state.concerns(person) ? rejected : rejected.ofAnOutsider();
        }
    }

    private Appended handle(
            LedgerCommand<? super LedgerState> command, MetaData metaData, Clock clock, @Nullable UUID person) {
        Decided decided = Decided.of(state, command, person, instantAfter(earliest(metaData), clock), (Long)
                metaData.get(EntryMetaData.IF_MATCH));
        if (person != null) {
            requireInstructorIsHere(person, (Means) metaData.get(EntryMetaData.MEANS));
        }
        return record(command, decided.events(), decided.issue(), metaData);
    }

    @EventSourcingHandler
    void on(
            LedgerEvent event,
            @SourceId String ledger,
            @SequenceNumber long sequence,
            @MetaDataValue(value = EntryMetaData.RECORDED, required = true) Instant recorded,
            @MetaDataValue(value = EntryMetaData.ACTOR, required = true) Actor actor) {
        if (sequence == 0) {
            ledgerId = UUID.fromString(ledger);
        }
        state = state.evolve(event, sequence, recorded, actor);
    }

    UUID id() {
        return ledgerId;
    }

    LedgerState state() {
        return state;
    }

    private Appended record(
            LedgerCommand<? super LedgerState> command, List<LedgerEvent> events, Issue issue, MetaData metaData) {
        List<Appended.Position> entries = new ArrayList<>(events.size());
        for (LedgerEvent event : events) {
            apply(event, entryMetaData(event, entries.size(), issue, metaData));
            entries.add(new Appended.Position(state.sequence(), WireTypes.nameOf(event)));
        }
        return entries.isEmpty()
                ? new Appended(ledgerId, state.recorded(), command.item(), List.of(), state.sequence())
                : new Appended(ledgerId, issue.at(), command.item(), List.copyOf(entries));
    }

    private static MetaData entryMetaData(LedgerEvent event, int index, Issue issue, MetaData command) {
        Map<String, Object> entry = new HashMap<>();
        Actor actor = actorOf(event, issue);
        entry.put(EntryMetaData.ACTOR, actor);
        if (actor.person().isPresent() && command.get(EntryMetaData.MEANS) instanceof Means means) {
            entry.put(EntryMetaData.MEANS, means);
        }
        entry.put(EntryMetaData.RECORDED, issue.at());
        entry.put(EntryMetaData.COMMAND_INDEX, index);
        for (String key : List.of(EntryMetaData.COMMAND_ID, EntryMetaData.COMMAND_DIGEST)) {
            Object value = command.get(key);
            if (value != null) {
                entry.put(key, value);
            }
        }
        return MetaData.from(entry);
    }

    /** A miss that nobody admitted is the system's to record, even when someone's command comes upon it first. */
    private static Actor actorOf(LedgerEvent event, Issue issue) {
        boolean unadmitted = event instanceof DeadlineMissed missed && !missed.admitted()
                || event instanceof CheckInMissed checkIn && checkIn.by() == null
                || event instanceof CheckpointMissed;
        return unadmitted ? Actor.SYSTEM : issue.actor();
    }

    private Instant earliest(MetaData metaData) {
        Instant passed = (Instant) metaData.get(EntryMetaData.NOT_BEFORE);
        return passed == null || passed.isBefore(state.recorded()) ? state.recorded() : passed;
    }

    /** A clock that was set back must not turn the order of entries into nonsense. */
    private static Instant instantAfter(Instant last, Clock clock) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return now.isBefore(last) ? last : now;
    }

    /** A statement names nobody who has nothing to do with the ledger. */
    private void requireInstructorIsHere(UUID person, @Nullable Means means) {
        UUID instructor = means == null ? null : means.instructedBy();
        if (instructor != null
                && !instructor.equals(person)
                && state.roleOf(instructor).isEmpty()) {
            throw Rejected.rule(
                    "instructor-not-here",
                    "The person who instructed the program does not take part in this ledger.",
                    Map.of("instructedBy", instructor));
        }
    }
}
