package dev.kept.projections.views.overview;

import dev.kept.events.ItemName;
import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.projections.store.fold.LedgerView;
import dev.kept.projections.store.fold.LedgerView.ClosureProposal;
import dev.kept.projections.store.fold.LedgerView.Invitation;
import dev.kept.projections.store.fold.LedgerView.InvitationState;
import dev.kept.projections.store.fold.LedgerView.Mediation;
import dev.kept.projections.store.fold.LedgerView.MediationState;
import dev.kept.projections.store.fold.WaitingKind;
import dev.kept.projections.store.kind.OpenItem;
import dev.kept.projections.store.kind.OpenItem.Ahead;
import dev.kept.projections.store.kind.OpenItem.Owed;
import dev.kept.projections.store.kind.OpenItem.Wait;
import dev.kept.projections.views.overview.OpenItems.Open;
import dev.kept.projections.views.overview.OverviewAnswer.AheadItem;
import dev.kept.projections.views.overview.OverviewAnswer.DueItem;
import dev.kept.projections.views.overview.OverviewAnswer.InvitationItem;
import dev.kept.projections.views.overview.OverviewAnswer.InvitationKind;
import dev.kept.projections.views.overview.OverviewAnswer.WaitingItem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one ledger puts on a reader's desk.
 *
 * @param own the reader's side; null for a mediator
 */
record Desk(UUID ledger, @Nullable Side own, LedgerView view, List<Open> open, Instant at) {

    /** What can be answered although the ledger is closed. */
    private static final Set<WaitingKind> WHILE_CLOSED =
            Set.of(WaitingKind.ANSWER_REOPENING, WaitingKind.ANSWER_ERASURE);

    Desk {
        open = List.copyOf(open);
    }

    /** What is the reader's turn. To a mediator: what is disputed, and the concerns brought to the mediator. */
    List<WaitingItem> waiting() {
        List<WaitingItem> items = new ArrayList<>();
        for (Open each : open) {
            for (Wait wait : each.item().waits()) {
                if (wait.side() == own) {
                    items.add(item(each, wait));
                }
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
                items.add(new WaitingItem(
                        ledger,
                        WaitingKind.ADMIT_MEDIATOR,
                        "mediator",
                        mediation.mediation(),
                        mediation.name(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null));
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

    /** A checkpoint that is a decision's review waits as that decision. */
    private WaitingItem item(Open open, Wait wait) {
        UUID of = open.item().of();
        return new WaitingItem(
                ledger,
                wait.what(),
                of == null ? open.kind() : ItemName.DECISION.one(),
                of == null ? open.item().item() : of,
                titleOf(open.item()),
                wait.occurrence(),
                of == null ? wait.part() : null,
                wait.since(),
                wait.sinceWhen(),
                wait.until(),
                wait.due());
    }

    private @Nullable Text titleOf(OpenItem item) {
        return item.of() == null
                ? item.title()
                : open.stream()
                        .map(Open::item)
                        .filter(each -> each.item().equals(item.of()))
                        .findFirst()
                        .map(OpenItem::title)
                        .orElse(null);
    }

    /** The next date of what both sides keep together. */
    List<AheadItem> ahead() {
        List<AheadItem> items = new ArrayList<>();
        for (Open each : isClosed() ? List.<Open>of() : open) {
            Ahead ahead = each.item().ahead();
            if (ahead != null) {
                items.add(new AheadItem(
                        ledger,
                        each.kind(),
                        each.item().item(),
                        titleOf(each.item()),
                        ahead.occurrence(),
                        ahead.due()));
            }
        }
        return items;
    }

    /** The next due of each commitment that a side owes; nothing for a mediator. */
    List<DueItem> next(boolean byReader) {
        List<DueItem> items = new ArrayList<>();
        if (own == null || isClosed()) {
            return items;
        }
        Side promisor = byReader ? own : own.other();
        for (Open each : open) {
            Owed owed = each.item().owed();
            Text title = each.item().title();
            if (owed != null && owed.by() == promisor && title != null) {
                items.add(new DueItem(
                        ledger,
                        each.item().item(),
                        title,
                        owed.occurrence(),
                        owed.due(),
                        owed.progress(),
                        owed.atRisk()));
            }
        }
        return items;
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
