package dev.kept.commitments.mediation;

import dev.kept.commitments.kernel.Rejected;
import dev.kept.commitments.membership.Membership;
import dev.kept.events.Actor;
import dev.kept.events.MediationEvent;
import dev.kept.events.MediationEvent.MediatorAccepted;
import dev.kept.events.MediationEvent.MediatorAdmitted;
import dev.kept.events.MediationEvent.MediatorDeclined;
import dev.kept.events.MediationEvent.MediatorDismissed;
import dev.kept.events.MediationEvent.MediatorProposed;
import dev.kept.events.MediationEvent.MediatorStoodDown;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * Every mediation of a ledger, by id; several may be in force.
 *
 * @param all the ended ones too
 */
public record Mediations(PMap<UUID, Mediation> all) {

    public static final Mediations NONE = new Mediations(HashTreePMap.empty());

    /** Whether a mediation ever had this id. */
    public boolean knows(UUID mediation) {
        return all.containsKey(mediation);
    }

    /** Whether a person is a mediator admitted by both sides. */
    public boolean inForce(UUID person) {
        return all.values().stream()
                .anyMatch(it -> it instanceof Mediation.InForce mediator
                        && mediator.person().equals(person));
    }

    /**
     * Makes sure that there is a mediator to whom something can be taken.
     *
     * @throws Rejected when none is in force
     */
    public void requireSomebodyInForce() {
        if (all.values().stream().noneMatch(Mediation.InForce.class::isInstance)) {
            throw Rejected.rule(
                    "no-mediator", "There is no mediator whom both sides have admitted. Propose one first.", Map.of());
        }
    }

    /** Whether a person is a mediator, or accepted to become one. */
    public boolean concern(UUID person) {
        return all.values().stream().anyMatch(it -> person.equals(personOf(it)));
    }

    /**
     * Makes sure that a proposal waits for whoever brings this secret.
     *
     * @return when the proposal expires
     * @throws Rejected when there is none, or it was answered
     */
    public Instant requireWaitingFor(UUID mediation, String secretDigest) {
        Mediation known = all.get(mediation);
        if (known == null || !Membership.sameDigest(known.secretDigest(), secretDigest)) {
            throw Membership.invitationNotFound(mediation);
        }
        return switch (known) {
            case Mediation.Proposed proposed -> proposed.expires();
            case Mediation.Candidate ignored -> throw Membership.invitationNotOpen(mediation, "accepted");
            case Mediation.InForce ignored -> throw Membership.invitationNotOpen(mediation, "accepted");
            case Mediation.Ended ignored -> throw Membership.invitationNotOpen(mediation, "ended");
        };
    }

    Mediation require(UUID mediation) {
        Mediation known = all.get(mediation);
        if (known == null) {
            throw Rejected.unknown(
                    "mediation-not-found", "There is no such mediation.", Map.of("mediation", mediation));
        }
        return known;
    }

    /** @param actor who recorded the event */
    public Mediations evolve(MediationEvent event, Actor actor) {
        UUID id = event.mediation();
        return switch (event) {
            case MediatorProposed it ->
                with(id, new Mediation.Proposed(proposer(actor), it.secretDigest(), it.expires()));
            case MediatorAccepted it ->
                with(id, new Mediation.Candidate(it.member(), recorded(id).secretDigest(), null));
            case MediatorAdmitted it -> with(id, admitted(recorded(id), it));
            case MediatorDeclined ignored -> ended(id);
            case MediatorStoodDown ignored -> ended(id);
            case MediatorDismissed ignored -> ended(id);
        };
    }

    /** A proposal that nobody has answered ends with the membership of whoever made it. */
    public Mediations without(UUID proposer) {
        return ending(proposed -> proposed.proposer().equals(proposer));
    }

    /** Nobody answers a proposal that was open when the ledger closed, not even after it is reopened. */
    public Mediations closed() {
        return ending(proposed -> true);
    }

    private Mediations ending(Predicate<Mediation.Proposed> which) {
        Mediations after = this;
        for (Map.Entry<UUID, Mediation> each : all.entrySet()) {
            if (each.getValue() instanceof Mediation.Proposed proposed && which.test(proposed)) {
                after = after.ended(each.getKey());
            }
        }
        return after;
    }

    private static UUID proposer(Actor actor) {
        return actor.person().orElseThrow(() -> new IllegalStateException("the system proposes nobody"));
    }

    static @Nullable UUID personOf(Mediation mediation) {
        return switch (mediation) {
            case Mediation.Proposed ignored -> null;
            case Mediation.Candidate candidate -> candidate.person();
            case Mediation.InForce mediator -> mediator.person();
            case Mediation.Ended ignored -> null;
        };
    }

    private static Mediation admitted(Mediation mediation, MediatorAdmitted event) {
        if (!(mediation instanceof Mediation.Candidate candidate)) {
            throw new IllegalStateException("the history admits somebody who is no candidate");
        }
        return candidate.admittedBy() == null
                ? new Mediation.Candidate(candidate.person(), candidate.secretDigest(), event.by())
                : new Mediation.InForce(candidate.person(), candidate.secretDigest());
    }

    private Mediations ended(UUID id) {
        return with(id, new Mediation.Ended(recorded(id).secretDigest()));
    }

    private Mediations with(UUID id, Mediation mediation) {
        return new Mediations(all.plus(id, mediation));
    }

    private Mediation recorded(UUID id) {
        Mediation mediation = all.get(id);
        if (mediation == null) {
            throw new IllegalStateException("the history answers a proposal that it does not hold");
        }
        return mediation;
    }
}
