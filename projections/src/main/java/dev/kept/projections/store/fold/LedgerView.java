package dev.kept.projections.store.fold;

import dev.kept.events.Side;
import dev.kept.events.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A ledger as a whole: parties, people, invitations. Sequences say from which entry on something holds, and from which it no longer
 * does.
 *
 * @param b absent until the other party joined
 * @param closure absent while the ledger is open and nobody has proposed to close it
 * @param erasure the last entry about an erasure: an answer from before may show texts that are gone
 */
public record LedgerView(
        UUID ledger,
        Text title,
        Instant opened,
        Party a,
        @Nullable Party b,
        List<Member> members,
        List<Mediation> mediations,
        List<Invitation> invitations,
        @Nullable Closure closure,
        @Nullable Long erasure) {

    public LedgerView {
        members = List.copyOf(members);
        mediations = List.copyOf(mediations);
        invitations = List.copyOf(invitations);
    }

    /** Open, and nothing ever erased. */
    public LedgerView(
            UUID ledger,
            Text title,
            Instant opened,
            Party a,
            @Nullable Party b,
            List<Member> members,
            List<Mediation> mediations,
            List<Invitation> invitations) {
        this(ledger, title, opened, a, b, members, mediations, invitations, null, null);
    }

    public record Party(Text name, long since) {}

    /**
     * Closed, or on the way there or back.
     *
     * @param closed the entry that closed it; absent while it is open
     * @param proposal to close what is open, or to reopen what is closed; absent when nobody waits for an answer
     */
    public record Closure(
            @Nullable Provenance closed, @Nullable ClosureProposal proposal) {}

    /** @param by the side that proposed; the other one answers */
    public record ClosureProposal(Side by, @Nullable Text reason, Provenance proposed) {}

    /** A person acting for a side; one who left and came back stands here twice. */
    public record Member(
            UUID member,
            Side side,
            Text name,
            long since,
            @Nullable Long until) {}

    /**
     * A mediator from proposal to end.
     *
     * @param name as proposed; {@code memberName} is how the candidate signed
     * @param since the entry with which the mediator sees the ledger
     * @param until the entry that ended it, whatever the state before
     * @param proposer the member who proposed; null in a view from before this was kept
     */
    public record Mediation(
            UUID mediation,
            Side proposedBy,
            Text name,
            Instant expires,
            MediationState state,
            @Nullable UUID member,
            @Nullable Text memberName,
            @Nullable Text interests,
            Set<Side> admittedBy,
            @Nullable Long since,
            @Nullable Long until,
            @Nullable UUID proposer) {
        public Mediation {
            // In order: the stored form must not depend on a hash's salt.
            admittedBy = Collections.unmodifiableSet(new TreeSet<>(admittedBy));
        }
    }

    public enum MediationState {
        PROPOSED,
        ACCEPTED,
        ADMITTED,
        DECLINED,
        STOOD_DOWN,
        DISMISSED,
        /** Nobody had answered when the proposer left or the ledger was closed. */
        ENDED
    }

    /**
     * An invitation to join a side.
     *
     * @param partyName the name proposed for the other party; null when a member is invited
     * @param inviter the member who invited; null in a view from before this was kept
     */
    public record Invitation(
            UUID invitation,
            Side side,
            InvitationState state,
            long sequence,
            Instant expires,
            @Nullable Text partyName,
            @Nullable Text message,
            @Nullable UUID inviter) {

        Invitation in(InvitationState now) {
            return new Invitation(invitation, side, now, sequence, expires, partyName, message, inviter);
        }
    }

    public enum InvitationState {
        OPEN,
        ACCEPTED,
        WITHDRAWN,
        /** Nobody had accepted when the inviter left or the ledger was closed. */
        ENDED
    }

    /** Who may read the ledger, from which entry on and until which. */
    public List<Access> accesses() {
        List<Access> accesses = new ArrayList<>();
        for (Member member : members) {
            accesses.add(new Access(member.member(), member.side().name(), member.since(), member.until()));
        }
        for (Mediation mediation : mediations) {
            if (mediation.member() != null && mediation.since() != null) {
                accesses.add(new Access(mediation.member(), "mediator", mediation.since(), mediation.until()));
            }
        }
        return accesses;
    }

    /**
     * The right to read.
     *
     * @param role {@code A}, {@code B} or {@code mediator}
     */
    public record Access(
            UUID member, String role, long since, @Nullable Long until) {}

    /** The person as last known by this ledger; null for one it never knew. */
    public @Nullable Person person(UUID id) {
        Person found = null;
        for (Mediation mediation : mediations) {
            if (id.equals(mediation.member()) && mediation.memberName() != null) {
                found = new Person(id, mediation.memberName(), "mediator");
            }
        }
        for (Member member : members) {
            if (id.equals(member.member())) {
                found = new Person(id, member.name(), member.side().name());
            }
        }
        return found;
    }

    /**
     * How people are shown in answers.
     *
     * @param side {@code A}, {@code B} or {@code mediator}
     */
    public record Person(UUID member, Text name, String side) {}
}
