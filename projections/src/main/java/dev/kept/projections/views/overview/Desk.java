package dev.kept.projections.views.overview;

import dev.kept.events.Due;
import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.projections.kinds.commitments.Standing;
import dev.kept.projections.kinds.commitments.State;
import dev.kept.projections.kinds.commitments.Waiting;
import dev.kept.projections.store.fold.LedgerView;
import dev.kept.projections.store.fold.LedgerView.ClosureProposal;
import dev.kept.projections.store.fold.LedgerView.Invitation;
import dev.kept.projections.store.fold.LedgerView.InvitationState;
import dev.kept.projections.store.fold.LedgerView.Mediation;
import dev.kept.projections.store.fold.LedgerView.MediationState;
import dev.kept.projections.store.fold.Turn;
import dev.kept.projections.views.overview.Matter.Next;
import dev.kept.projections.views.overview.OverviewAnswer.AheadItem;
import dev.kept.projections.views.overview.OverviewAnswer.DueItem;
import dev.kept.projections.views.overview.OverviewAnswer.InvitationItem;
import dev.kept.projections.views.overview.OverviewAnswer.InvitationKind;
import dev.kept.projections.views.overview.OverviewAnswer.WaitingItem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one ledger puts on a reader's desk.
 *
 * @param own the reader's side; null for a mediator
 * @param matters everything but the commitments
 */
record Desk(
        UUID ledger,
        @Nullable Side own,
        LedgerView view,
        List<Standing> commitments,
        List<Matter> matters,
        Instant at) {

    /** What can be answered although the ledger is closed. */
    private static final Set<WaitingKind> WHILE_CLOSED =
            Set.of(WaitingKind.ANSWER_REOPENING, WaitingKind.ANSWER_ERASURE);

    Desk {
        commitments = List.copyOf(commitments);
        matters = List.copyOf(matters);
    }

    /** What is the reader's turn. To a mediator: what is disputed, and the concerns brought to the mediator. */
    List<WaitingItem> waiting() {
        List<WaitingItem> items = new ArrayList<>();
        for (Standing commitment : commitments) {
            for (Waiting waiting : commitment.waiting()) {
                if (isMine(waiting)) {
                    kind(waiting).ifPresent(kind -> items.add(item(commitment, waiting, kind)));
                }
            }
        }
        for (Matter matter : matters) {
            for (Turn turn : matter.turns()) {
                if (turn.side() == own) {
                    items.add(item(matter, turn));
                }
            }
            if (own == null && matter.escalated()) {
                items.add(plain(WaitingKind.HEAR_CONCERN, matter.kind(), matter.item(), matter.title()));
            }
        }
        if (own != null) {
            mediators(own, items);
            closure(own, items);
        }
        return isClosed()
                ? items.stream()
                        .filter(item -> WHILE_CLOSED.contains(item.what()))
                        .toList()
                : items;
    }

    private boolean isClosed() {
        return view.closure() != null && view.closure().closed() != null;
    }

    private void mediators(Side own, List<WaitingItem> items) {
        for (Mediation mediation : view.mediations()) {
            if (mediation.state() == MediationState.ACCEPTED
                    && !mediation.admittedBy().contains(own)) {
                items.add(plain(WaitingKind.ADMIT_MEDIATOR, "mediator", mediation.mediation(), mediation.name()));
            }
        }
    }

    private void closure(Side own, List<WaitingItem> items) {
        ClosureProposal proposal =
                view.closure() == null ? null : view.closure().proposal();
        if (proposal != null && proposal.by() != own) {
            items.add(new WaitingItem(
                    ledger,
                    isClosed() ? WaitingKind.ANSWER_REOPENING : WaitingKind.ANSWER_CLOSING,
                    "ledger",
                    null,
                    view.title(),
                    null,
                    null,
                    proposal.proposed().sequence(),
                    proposal.proposed().recorded(),
                    null,
                    null));
        }
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
                "commitment",
                commitment.commitment(),
                commitment.title(),
                commitment.recurring() ? waiting.occurrence() : null,
                waiting.proposal(),
                waiting.since(),
                waiting.sinceWhen(),
                waiting.until(),
                dueAt(waiting.until(), commitment, waiting.occurrence()));
    }

    /** The due that an end is, rather than a window counted from an entry. */
    private static @Nullable Due dueAt(@Nullable Instant end, Standing commitment, @Nullable Integer occurrence) {
        Standing.Line line = commitment.line(occurrence == null ? 1 : occurrence);
        return line.due().equals(end) ? new Due(line.due(), line.zone()) : null;
    }

    /** A checkpoint that is a decision's review waits as that decision. */
    private WaitingItem item(Matter matter, Turn turn) {
        boolean review = matter.of() != null;
        return new WaitingItem(
                ledger,
                WaitingKind.of(turn.operation()),
                review ? "decision" : matter.kind(),
                review ? matter.of() : matter.item(),
                titleOf(matter),
                null,
                review ? null : turn.part(),
                turn.since(),
                turn.sinceWhen(),
                turn.until(),
                matter.until() != null && matter.until().at().equals(turn.until()) ? matter.until() : null);
    }

    private WaitingItem plain(WaitingKind what, String kind, UUID item, @Nullable Text title) {
        return new WaitingItem(ledger, what, kind, item, title, null, null, null, null, null, null);
    }

    private @Nullable Text titleOf(Matter matter) {
        return matter.of() == null
                ? matter.title()
                : matters.stream()
                        .filter(each -> each.item().equals(matter.of()))
                        .findFirst()
                        .map(Matter::title)
                        .orElse(null);
    }

    /** The next date of what both sides keep together. */
    List<AheadItem> ahead() {
        List<AheadItem> items = new ArrayList<>();
        for (Matter matter : isClosed() ? List.<Matter>of() : matters) {
            Next next = matter.next();
            if (next != null) {
                items.add(new AheadItem(
                        ledger, matter.kind(), matter.item(), titleOf(matter), next.occurrence(), next.due()));
            }
        }
        return items;
    }

    /** The next due of each commitment that a side owes; nothing for a mediator. */
    List<DueItem> next(boolean byReader) {
        if (own == null || isClosed()) {
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
