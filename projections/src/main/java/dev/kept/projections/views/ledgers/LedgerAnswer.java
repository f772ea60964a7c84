package dev.kept.projections.views.ledgers;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.projections.store.fold.LedgerView;
import dev.kept.projections.store.fold.LedgerView.Closure;
import dev.kept.projections.store.fold.LedgerView.ClosureProposal;
import dev.kept.projections.store.fold.LedgerView.Invitation;
import dev.kept.projections.store.fold.LedgerView.InvitationState;
import dev.kept.projections.store.fold.LedgerView.Mediation;
import dev.kept.projections.store.fold.LedgerView.MediationState;
import dev.kept.projections.store.fold.LedgerView.Member;
import dev.kept.projections.store.fold.LedgerView.Party;
import dev.kept.projections.store.fold.LedgerView.Person;
import dev.kept.projections.store.fold.Provenance;
import dev.kept.projections.store.reading.LedgerReading;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A ledger as a whole. Where a field is named {@code since} or {@code until} it holds the sequence of the entry.
 *
 * @param head the sequence of its last entry
 * @param recorded when that was recorded
 * @param role in which the reader reads: A, B or mediator
 * @param invitations those nobody has answered yet, expired ones included
 * @param held the entry the read side waits for, when it cannot go on
 */
@Schema(name = "Ledger")
record LedgerAnswer(
        UUID ledger,
        Text title,
        Instant opened,
        long head,
        Instant recorded,
        String role,
        Parties parties,
        List<MediatorAnswer> mediators,
        List<InvitationAnswer> invitations,
        ClosureAnswer closure,
        @Nullable Long held) {

    /**
     * Whether the ledger is open.
     *
     * @param state open, closing-proposed, closed or reopening-proposed
     * @param closed the entry that closed it
     * @param proposedBy the side that wants it the other way round; as the two that follow, while an answer is awaited
     * @param turn the side that is to answer, by closeLedger and declineClosing, or reopenLedger and declineReopening
     * @param reason as the proposal gives it
     */
    @Schema(name = "LedgerClosure")
    record ClosureAnswer(
            String state,
            @Nullable Provenance closed,
            @Nullable Side proposedBy,
            @Nullable Side turn,
            @Nullable Text reason,
            @Nullable Provenance proposed) {

        static ClosureAnswer of(LedgerView view) {
            Closure closure = view.closure();
            if (closure == null) {
                return new ClosureAnswer("open", null, null, null, null, null);
            }
            ClosureProposal proposal = closure.proposal();
            if (proposal == null) {
                return new ClosureAnswer("closed", closure.closed(), null, null, null, null);
            }
            return new ClosureAnswer(
                    closure.closed() == null ? "closing-proposed" : "reopening-proposed",
                    closure.closed(),
                    proposal.by(),
                    proposal.by().other(),
                    proposal.reason(),
                    proposal.proposed());
        }
    }

    /** @param b absent until the other party joined */
    @Schema(name = "Parties")
    record Parties(
            @JsonProperty("A") PartyAnswer a,
            @JsonProperty("B") @Nullable PartyAnswer b) {}

    /** @param members also those who have left */
    @Schema(name = "Party")
    record PartyAnswer(Text name, long since, List<MemberAnswer> members) {}

    @Schema(name = "Member")
    record MemberAnswer(
            UUID member,
            Text name,
            String side,
            long since,
            @Nullable Long until) {}

    /**
     * A mediator from proposal to end.
     *
     * @param mediator the mediation's id, by which it is addressed
     * @param state proposed, accepted, admitted, declined, stood-down, dismissed, or ended: nobody had answered when the proposer left or
     *     the ledger was closed
     * @param name as proposed
     * @param person the candidate who accepted
     * @param interests as the candidate disclosed them
     */
    @Schema(name = "Mediator")
    record MediatorAnswer(
            UUID mediator,
            String state,
            Side proposedBy,
            Text name,
            Instant expires,
            @Nullable Person person,
            @Nullable Text interests,
            Set<Side> admittedBy,
            @Nullable Long since,
            @Nullable Long until) {}

    /** @param partyName proposed for the other party; absent when a member is invited */
    @Schema(name = "OpenInvitation")
    record InvitationAnswer(
            UUID invitation,
            Side side,
            long since,
            Instant expires,
            @Nullable Text partyName,
            @Nullable Text message) {}

    static LedgerAnswer of(LedgerReading reading, @Nullable Long held) {
        LedgerView view = reading.view();
        return new LedgerAnswer(
                view.ledger(),
                view.title(),
                view.opened(),
                reading.head(),
                reading.recorded(),
                reading.role(),
                new Parties(party(view, view.a(), Side.A), view.b() == null ? null : party(view, view.b(), Side.B)),
                view.mediations().stream().map(LedgerAnswer::mediator).toList(),
                view.invitations().stream()
                        .filter(invitation -> invitation.state() == InvitationState.OPEN)
                        .map(LedgerAnswer::invitation)
                        .toList(),
                ClosureAnswer.of(view),
                held);
    }

    private static PartyAnswer party(LedgerView view, Party party, Side side) {
        return new PartyAnswer(
                party.name(),
                party.since(),
                view.members().stream()
                        .filter(member -> member.side() == side)
                        .map(LedgerAnswer::member)
                        .toList());
    }

    private static MemberAnswer member(Member member) {
        return new MemberAnswer(member.member(), member.name(), member.side().name(), member.since(), member.until());
    }

    private static MediatorAnswer mediator(Mediation mediation) {
        UUID member = mediation.member();
        Text name = mediation.memberName();
        return new MediatorAnswer(
                mediation.mediation(),
                wireName(mediation.state()),
                mediation.proposedBy(),
                mediation.name(),
                mediation.expires(),
                member == null || name == null ? null : new Person(member, name, "mediator"),
                mediation.interests(),
                mediation.admittedBy(),
                mediation.since(),
                mediation.until());
    }

    private static InvitationAnswer invitation(Invitation invitation) {
        return new InvitationAnswer(
                invitation.invitation(),
                invitation.side(),
                invitation.sequence(),
                invitation.expires(),
                invitation.partyName(),
                invitation.message());
    }

    private static String wireName(MediationState state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
