package dev.kept.commitments.concern;

import dev.kept.commitments.concern.Concern.Remedy;
import dev.kept.commitments.concern.Concern.Settled;
import dev.kept.commitments.concern.Concern.Unsettled;
import dev.kept.commitments.kernel.Rejected;
import dev.kept.events.ConcernEvent;
import dev.kept.events.ConcernEvent.ApologyOffered;
import dev.kept.events.ConcernEvent.CauseNamed;
import dev.kept.events.ConcernEvent.ConcernAcknowledged;
import dev.kept.events.ConcernEvent.ConcernEscalated;
import dev.kept.events.ConcernEvent.ConcernRaised;
import dev.kept.events.ConcernEvent.ConcernReopened;
import dev.kept.events.ConcernEvent.ConcernSettled;
import dev.kept.events.ConcernEvent.ReadinessDeclared;
import dev.kept.events.ConcernEvent.RemedyAccepted;
import dev.kept.events.ConcernEvent.RemedyDeclined;
import dev.kept.events.ConcernEvent.RemedyProposed;
import java.util.Map;
import java.util.UUID;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * Every concern of a ledger.
 *
 * @param all settled ones too, by id
 */
public record Concerns(PMap<UUID, Concern> all) {

    public static final Concerns NONE = new Concerns(HashTreePMap.empty());

    boolean knows(UUID concern) {
        return all.containsKey(concern);
    }

    Concern require(UUID id) {
        Concern concern = all.get(id);
        if (concern == null) {
            throw Rejected.unknown(
                    "concern-not-found", "There is no such concern in this ledger.", Map.of("concern", id));
        }
        return concern;
    }

    /** While it is settled, nothing happens but reopening it. */
    Unsettled requireUnsettled(UUID id) {
        return switch (require(id)) {
            case Unsettled unsettled -> unsettled;
            case Settled ignored ->
                throw Rejected.rule(
                        "concern-settled",
                        "This concern is settled. If it shows again, reopen it first.",
                        Map.of("concern", id));
        };
    }

    public Concerns evolve(ConcernEvent event) {
        UUID id = event.concern();
        return switch (event) {
            case ConcernRaised it -> with(id, Unsettled.raisedBy(it.by()));
            case ConcernAcknowledged ignored -> with(id, unsettled(id).acknowledge());
            case CauseNamed ignored -> this;
            case ApologyOffered ignored -> this;
            case RemedyProposed it -> with(id, unsettled(id).with(it.remedy(), new Remedy(it.by(), false)));
            case RemedyAccepted it -> answered(id, it.remedy());
            case RemedyDeclined it -> answered(id, it.remedy());
            case ReadinessDeclared it -> with(id, unsettled(id).declare(it.by(), it.ready()));
            case ConcernSettled ignored ->
                with(id, new Settled(unsettled(id).by(), unsettled(id).remedies()));
            case ConcernReopened ignored -> with(id, settled(id).reopen());
            case ConcernEscalated ignored -> with(id, unsettled(id).escalate());
        };
    }

    private Concerns answered(UUID id, UUID remedy) {
        Remedy proposed = unsettled(id).remedies().get(remedy);
        if (proposed == null) {
            throw new IllegalStateException("the history answers a remedy that it does not hold");
        }
        return with(id, unsettled(id).with(remedy, new Remedy(proposed.by(), true)));
    }

    private Concerns with(UUID id, Concern concern) {
        return new Concerns(all.plus(id, concern));
    }

    private Unsettled unsettled(UUID id) {
        if (!(all.get(id) instanceof Unsettled unsettled)) {
            throw new IllegalStateException("the history goes on with a concern that is not open");
        }
        return unsettled;
    }

    private Settled settled(UUID id) {
        if (!(all.get(id) instanceof Settled settled)) {
            throw new IllegalStateException("the history reopens a concern that is not settled");
        }
        return settled;
    }
}
