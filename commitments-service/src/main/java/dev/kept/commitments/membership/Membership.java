package dev.kept.commitments.membership;

import dev.kept.commitments.kernel.Rejected;
import dev.kept.events.Actor;
import dev.kept.events.MembershipEvent;
import dev.kept.events.MembershipEvent.InvitationWithdrawn;
import dev.kept.events.MembershipEvent.LedgerOpened;
import dev.kept.events.MembershipEvent.MemberInvited;
import dev.kept.events.MembershipEvent.MemberJoined;
import dev.kept.events.MembershipEvent.MemberRemoved;
import dev.kept.events.MembershipEvent.PartyInvited;
import dev.kept.events.MembershipEvent.PartyJoined;
import dev.kept.events.Side;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * Who acts for which side, and who was asked to.
 *
 * @param members the people of both sides
 * @param invitations all there ever were, by id
 * @param joined whether the other party has ever joined; nobody stands in for it once it has left
 */
public record Membership(PMap<UUID, Side> members, PMap<UUID, Invitation> invitations, boolean joined) {

    /** How many of one side may be open at a time. */
    static final int MOST_OPEN_INVITATIONS = 50;

    /** Before the ledger is opened. */
    public static final Membership NONE = new Membership(HashTreePMap.empty(), HashTreePMap.empty(), false);

    /** The side a person acts for now. */
    public Optional<Side> sideOf(UUID person) {
        return Optional.ofNullable(members.get(person));
    }

    /** Whether anybody acts for a side now. */
    public boolean hasMembers(Side side) {
        return members.containsValue(side);
    }

    /** Whether an invitation ever had this id. */
    public boolean knows(UUID invitation) {
        return invitations.containsKey(invitation);
    }

    /** Compares digests of secrets in a time that does not depend on where they differ. */
    public static boolean sameDigest(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    /** Nobody knows of an invitation, or brings another secret than it has: both look the same from outside. */
    public static Rejected invitationNotFound(UUID invitation) {
        return Rejected.unknown(
                "invitation-not-found",
                "There is no such invitation, or the secret is not the right one.",
                Map.of("invitation", invitation));
    }

    /**
     * The secret is right, but nobody can join by it any more.
     *
     * @param state why: {@code accepted}, {@code withdrawn}, {@code expired} or {@code ended}
     */
    public static Rejected invitationNotOpen(UUID invitation, String state) {
        return Rejected.rule(
                "invitation-not-open",
                "This invitation can no longer be used. Ask for a new one.",
                Map.of("invitation", invitation, "state", state));
    }

    /** The invitation as it waits, whether or not it has expired. */
    Invitation.Open waiting(UUID id) {
        Invitation invitation = invitations.get(id);
        return switch (invitation) {
            case null -> throw invitationNotFound(id);
            case Invitation.Open open -> open;
            case Invitation.Accepted ignored -> throw invitationNotOpen(id, "accepted");
            case Invitation.Withdrawn ignored -> throw invitationNotOpen(id, "withdrawn");
            case Invitation.Ended ignored -> throw invitationNotOpen(id, "ended");
        };
    }

    /** The invitation as it waits for whoever brings this secret. */
    Invitation.Open waitingFor(UUID id, String secretDigest) {
        Invitation invitation = invitations.get(id);
        if (invitation == null || !sameDigest(invitation.secretDigest(), secretDigest)) {
            throw invitationNotFound(id);
        }
        return waiting(id);
    }

    boolean awaitsParty(Instant at) {
        return invitations.values().stream()
                .anyMatch(it -> it instanceof Invitation.OfParty party
                        && party.expires().isAfter(at));
    }

    /** Makes sure that a side has not asked too many people who have not answered. */
    void requireFewOpen(Side side, Instant at) {
        long open = invitations.values().stream()
                .filter(it -> it instanceof Invitation.OfMember member
                        && member.by() == side
                        && member.expires().isAfter(at))
                .count();
        if (open >= MOST_OPEN_INVITATIONS) {
            throw Rejected.rule(
                    "too-many-invitations",
                    "Your side has %d open invitations, which is as many as there may be: withdraw one that is not needed."
                            .formatted(MOST_OPEN_INVITATIONS),
                    Map.of("most", MOST_OPEN_INVITATIONS));
        }
    }

    /** @param actor who recorded the event */
    public Membership evolve(MembershipEvent event, Actor actor) {
        return switch (event) {
            case LedgerOpened it -> joined(it.member(), Side.A);
            case PartyInvited it ->
                with(it.invitation(), new Invitation.OfParty(inviter(actor), it.secretDigest(), it.expires()));
            case MemberInvited it ->
                with(
                        it.invitation(),
                        new Invitation.OfMember(it.side(), inviter(actor), it.secretDigest(), it.expires()));
            case InvitationWithdrawn it -> withdrawn(it.invitation());
            case PartyJoined it -> accepted(it.invitation()).joined(it.member(), Side.B);
            case MemberJoined it -> accepted(it.invitation()).joined(it.member(), it.side());
            case MemberRemoved it ->
                new Membership(members.minus(it.member()), invitations, joined)
                        .ending(open -> open.inviter().equals(it.member()));
        };
    }

    /** Nobody joins by an invitation that was open when the ledger closed, not even after it is reopened. */
    public Membership closed() {
        return ending(open -> true);
    }

    private Membership ending(Predicate<Invitation.Open> which) {
        Membership after = this;
        for (Map.Entry<UUID, Invitation> each : invitations.entrySet()) {
            if (each.getValue() instanceof Invitation.Open open && which.test(open)) {
                after = after.with(each.getKey(), new Invitation.Ended(open.by(), open.secretDigest()));
            }
        }
        return after;
    }

    private static UUID inviter(Actor actor) {
        return actor.person().orElseThrow(() -> new IllegalStateException("the system invites nobody"));
    }

    private Membership joined(UUID person, Side side) {
        return new Membership(members.plus(person, side), invitations, joined || side == Side.B);
    }

    private Membership accepted(UUID id) {
        Invitation invitation = recorded(id);
        return with(id, new Invitation.Accepted(invitation.by(), invitation.secretDigest()));
    }

    private Membership withdrawn(UUID id) {
        Invitation invitation = recorded(id);
        return with(id, new Invitation.Withdrawn(invitation.by(), invitation.secretDigest()));
    }

    private Membership with(UUID id, Invitation invitation) {
        return new Membership(members, invitations.plus(id, invitation), joined);
    }

    private Invitation recorded(UUID id) {
        @Nullable Invitation invitation = invitations.get(id);
        if (invitation == null) {
            throw new IllegalStateException("the history answers an invitation that it does not hold");
        }
        return invitation;
    }
}
