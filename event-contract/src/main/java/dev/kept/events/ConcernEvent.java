package dev.kept.events;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Something that hurt or blocks, what the other side answers, and how both come to settle it. */
public sealed interface ConcernEvent extends LedgerEvent {

    UUID concern();

    @Override
    default UUID subject() {
        return concern();
    }

    /**
     * A side says what it observed and what that did.
     *
     * @param purpose what both want
     * @param behaviour what was observed, rather than what somebody is like
     * @param invitation how the other side is asked to respond
     * @param repeats the earlier concern that shows again
     * @param about items it is about
     */
    record ConcernRaised(
            UUID concern,
            Side by,
            Text title,
            Text purpose,
            Text behaviour,
            Text impact,
            List<Evidence> evidence,
            Text invitation,
            @Nullable UUID repeats,
            List<UUID> about)
            implements ConcernEvent {
        public ConcernRaised {
            evidence = List.copyOf(evidence);
            about = List.copyOf(about);
        }
    }

    /** The other side acknowledges what was raised. */
    record ConcernAcknowledged(UUID concern, Text text) implements ConcernEvent {}

    /** A side names what led to it. */
    record CauseNamed(UUID concern, UUID cause, Side by, Text text) implements ConcernEvent {}

    /**
     * The other side apologises.
     *
     * @param repair the commitment that repairs
     */
    record ApologyOffered(UUID concern, UUID apology, Text impact, Text wrong, Text regret, UUID repair)
            implements ConcernEvent {}

    /**
     * A side proposes what would put it right.
     *
     * @param commitment a commitment of this ledger that carries the remedy out
     */
    record RemedyProposed(
            UUID concern,
            UUID remedy,
            Side by,
            Text text,
            @Nullable UUID commitment) implements ConcernEvent {}

    record RemedyAccepted(UUID concern, UUID remedy) implements ConcernEvent {}

    record RemedyDeclined(
            UUID concern, UUID remedy, @Nullable Text reason) implements ConcernEvent {}

    /**
     * A side says whether it is ready to move forward.
     *
     * @param ready false takes an earlier declaration back
     */
    record ReadinessDeclared(
            UUID concern, Side by, boolean ready, @Nullable Text comment) implements ConcernEvent {}

    /** Both sides are ready. Recorded with the second declaration. */
    record ConcernSettled(UUID concern) implements ConcernEvent {}

    /** It shows again, or was settled too early: both declare their readiness anew. */
    record ConcernReopened(UUID concern, Side by, Text reason) implements ConcernEvent {}

    /** A side takes it to the mediator. */
    record ConcernEscalated(UUID concern, Side by, @Nullable Text reason) implements ConcernEvent {}
}
