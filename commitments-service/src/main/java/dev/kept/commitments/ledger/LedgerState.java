package dev.kept.commitments.ledger;

import dev.kept.commitments.commitment.Commitments;
import dev.kept.commitments.mediation.Mediations;
import dev.kept.commitments.membership.Membership;
import dev.kept.events.Actor;
import dev.kept.events.CommitmentEvent;
import dev.kept.events.LedgerEvent;
import dev.kept.events.MediationEvent;
import dev.kept.events.MembershipEvent;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * Everything the rules of a ledger need to know, and no text. Immutable; one more entry costs the logarithm of the ledger's length.
 *
 * @param sequence of the last entry; -1 before the first
 * @param recorded when the last entry was
 * @param items the sequence of the last entry about each item
 */
public record LedgerState(
        long sequence,
        Instant recorded,
        PMap<UUID, Long> items,
        Membership membership,
        Mediations mediations,
        Commitments commitments) {

    /** Before the first entry. */
    public static final LedgerState UNOPENED = new LedgerState(
            -1, Instant.EPOCH, HashTreePMap.empty(), Membership.NONE, Mediations.NONE, Commitments.NONE);

    /** The role in which a person takes part now; empty for everybody who must not learn that the ledger exists. */
    public Optional<Actor> roleOf(UUID person) {
        return membership
                .sideOf(person)
                .<Actor>map(side -> new Actor.Member(person, side))
                .or(() -> mediations.inForce(person) ? Optional.of(new Actor.Mediator(person)) : Optional.empty());
    }

    /** The sequence of the last entry about an item; null for one the ledger does not know. */
    @Nullable
    Long lastAbout(@Nullable UUID item) {
        return item == null ? null : items.get(item);
    }

    LedgerState evolve(LedgerEvent event, long at, Instant when) {
        UUID subject = event.subject();
        PMap<UUID, Long> touched = subject == null ? items : items.plus(subject, at);
        return switch (event) {
            case MembershipEvent it ->
                new LedgerState(at, when, touched, membership.evolve(it), mediations, commitments);
            case MediationEvent it ->
                new LedgerState(at, when, touched, membership, mediations.evolve(it), commitments);
            case CommitmentEvent it ->
                new LedgerState(at, when, touched, membership, mediations, commitments.evolve(it, when));
        };
    }
}
