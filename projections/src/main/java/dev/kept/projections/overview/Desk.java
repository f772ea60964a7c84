package dev.kept.projections.overview;

import dev.kept.events.Due;
import dev.kept.events.Side;
import dev.kept.projections.commitments.Standing;
import dev.kept.projections.commitments.State;
import dev.kept.projections.commitments.Waiting;
import dev.kept.projections.fold.LedgerView;
import dev.kept.projections.fold.LedgerView.Invitation;
import dev.kept.projections.fold.LedgerView.InvitationState;
import dev.kept.projections.fold.LedgerView.Mediation;
import dev.kept.projections.fold.LedgerView.MediationState;
import dev.kept.projections.overview.OverviewAnswer.DueItem;
import dev.kept.projections.overview.OverviewAnswer.InvitationItem;
import dev.kept.projections.overview.OverviewAnswer.InvitationKind;
import dev.kept.projections.overview.OverviewAnswer.WaitingItem;
import dev.kept.projections.overview.OverviewAnswer.WaitingKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one ledger puts on a reader's desk.
 *
 * @param own the reader's side; null for a mediator
 */
record Desk(UUID ledger, @Nullable Side own, LedgerView view, List<Standing> commitments, Instant at) {

    Desk {
        commitments = List.copyOf(commitments);
    }

    /** What is the reader's turn. To a mediator: what is disputed. */
    List<WaitingItem> waiting() {
        List<WaitingItem> items = new ArrayList<>();
        for (Standing commitment : commitments) {
            for (Waiting waiting : commitment.waiting()) {
                if (isMine(waiting)) {
                    kind(waiting).ifPresent(kind -> items.add(item(commitment, waiting, kind)));
                }
            }
        }
        if (own != null) {
            for (Mediation mediation : view.mediations()) {
                if (mediation.state() == MediationState.ACCEPTED
                        && !mediation.admittedBy().contains(own)) {
                    items.add(WaitingItem.mediator(ledger, mediation.mediation(), mediation.name()));
                }
            }
        }
        return items;
    }

    /** A dispute waits for both sides; a mediator sees it once. */
    private boolean isMine(Waiting waiting) {
        return own == null
                ? waiting.what() == Waiting.What.SETTLE_DISPUTE && waiting.side() == Side.A
                : waiting.side() == own;
    }

    private static Optional<WaitingKind> kind(Waiting waiting) {
        return switch (waiting.what()) {
            case ANSWER_REQUEST -> Optional.of(WaitingKind.ANSWER_REQUEST);
            case ANSWER_TERMS -> Optional.of(WaitingKind.ANSWER_TERMS);
            case CONFIRM_DELIVERY -> Optional.of(WaitingKind.CONFIRM_DELIVERY);
            case SETTLE_DISPUTE -> Optional.of(WaitingKind.SETTLE_DISPUTE);
            case GIVE_REASON -> Optional.of(WaitingKind.GIVE_REASON);
            case DELIVER, DELIVER_LATE -> Optional.empty();
        };
    }

    private WaitingItem item(Standing commitment, Waiting waiting, WaitingKind kind) {
        return new WaitingItem(
                ledger,
                kind,
                commitment.commitment(),
                commitment.title(),
                commitment.recurring() ? waiting.occurrence() : null,
                waiting.proposal(),
                null,
                null,
                waiting.since(),
                waiting.sinceWhen(),
                waiting.until());
    }

    /** The next due of each commitment that a side owes; nothing for a mediator. */
    List<DueItem> next(boolean byReader) {
        if (own == null) {
            return List.of();
        }
        Side promisor = byReader ? own : own.other();
        return commitments.stream()
                .filter(commitment -> commitment.promisor() == promisor)
                .filter(commitment -> commitment.line(commitment.current()).state() == State.OPEN)
                .map(this::due)
                .toList();
    }

    private DueItem due(Standing commitment) {
        Standing.Line line = commitment.line(commitment.current());
        return new DueItem(
                ledger,
                commitment.commitment(),
                commitment.title(),
                commitment.recurring() ? line.occurrence() : null,
                new Due(line.due(), line.zone()),
                line.progress(),
                line.atRisk());
    }

    /** Invitations of either side that can still be accepted, candidates for mediator included; nothing for a mediator. */
    List<InvitationItem> invitations() {
        List<InvitationItem> items = new ArrayList<>();
        if (own == null) {
            return items;
        }
        for (Invitation invitation : view.invitations()) {
            if (invitation.state() == InvitationState.OPEN
                    && invitation.expires().isAfter(at)) {
                items.add(new InvitationItem(
                        ledger,
                        invitation.invitation(),
                        invitation.partyName() == null ? InvitationKind.MEMBER : InvitationKind.PARTY,
                        invitation.side(),
                        invitation.partyName(),
                        invitation.expires()));
            }
        }
        for (Mediation mediation : view.mediations()) {
            if (mediation.state() == MediationState.PROPOSED
                    && mediation.expires().isAfter(at)) {
                items.add(new InvitationItem(
                        ledger,
                        mediation.mediation(),
                        InvitationKind.MEDIATOR,
                        mediation.proposedBy(),
                        mediation.name(),
                        mediation.expires()));
            }
        }
        return items;
    }
}
