package dev.kept.events;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A neutral third person: proposed, interests disclosed, admitted by both sides, ended. */
public sealed interface MediationEvent extends LedgerEvent {

    UUID mediation();

    @Override
    default UUID subject() {
        return mediation();
    }

    /** One side proposed a mediator; the secret lets the candidate accept. */
    record MediatorProposed(
            UUID mediation,
            Side by,
            String secretDigest,
            Instant expires,
            Text mediatorName,
            @Nullable Text reason) implements MediationEvent {}

    /** The candidate accepted and disclosed interests. */
    record MediatorAccepted(UUID mediation, UUID member, Text memberName, Text interests) implements MediationEvent {}

    /** One side admitted the candidate; in force once both did. */
    record MediatorAdmitted(UUID mediation, Side by) implements MediationEvent {}

    /** One side declined the candidate before admission. */
    record MediatorDeclined(
            UUID mediation, Side by, @Nullable Text reason) implements MediationEvent {}

    /** The mediator, or the candidate, stood down. */
    record MediatorStoodDown(UUID mediation, @Nullable Text reason) implements MediationEvent {}

    /** One side ended the mediation. */
    record MediatorDismissed(
            UUID mediation, Side by, @Nullable Text reason) implements MediationEvent {}
}
