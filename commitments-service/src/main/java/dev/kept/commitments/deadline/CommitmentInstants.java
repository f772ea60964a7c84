package dev.kept.commitments.deadline;

import dev.kept.commitments.commitment.ConfirmationWindow;
import dev.kept.commitments.deadline.Awaited.ItemId;
import dev.kept.commitments.deadline.Awaited.OccurrenceId;
import dev.kept.commitments.deadline.Awaited.WaitsFor;
import dev.kept.events.CommitmentEvent;
import dev.kept.events.CommitmentEvent.CommitmentDelivered;
import dev.kept.events.CommitmentEvent.CommitmentMade;
import dev.kept.events.CommitmentEvent.CommitmentReleased;
import dev.kept.events.CommitmentEvent.CommitmentRequested;
import dev.kept.events.CommitmentEvent.CommitmentWithdrawn;
import dev.kept.events.CommitmentEvent.DeadlineMissed;
import dev.kept.events.CommitmentEvent.DeliveryConfirmed;
import dev.kept.events.CommitmentEvent.DeliveryDisputed;
import dev.kept.events.CommitmentEvent.DeliveryUncontested;
import dev.kept.events.CommitmentEvent.DisputeEscalated;
import dev.kept.events.CommitmentEvent.DisputeResolved;
import dev.kept.events.CommitmentEvent.DisputeWithdrawn;
import dev.kept.events.CommitmentEvent.MissExcused;
import dev.kept.events.CommitmentEvent.ReasonGiven;
import dev.kept.events.CommitmentEvent.RequestAccepted;
import dev.kept.events.CommitmentEvent.RequestCountered;
import dev.kept.events.CommitmentEvent.RequestDeclined;
import dev.kept.events.CommitmentEvent.TermsAccepted;
import dev.kept.events.CommitmentEvent.TermsCountered;
import dev.kept.events.CommitmentEvent.TermsDeclined;
import dev.kept.events.CommitmentEvent.TermsProposed;
import dev.kept.events.CommitmentEvent.UpdateDelivered;
import dev.kept.events.Terms;
import java.time.Instant;

/** What the occurrences of commitments wait for. Knows no rule: what is recorded was allowed. */
final class CommitmentInstants {

    private final AwaitedOccurrences known;

    CommitmentInstants(AwaitedOccurrences known) {
        this.known = known;
    }

    void take(ItemId item, CommitmentEvent event, Instant recorded) {
        switch (event) {
            case CommitmentMade it -> begin(item, it.terms(), WaitsFor.DUE);
            case CommitmentRequested it -> begin(item, it.terms(), WaitsFor.REQUESTED);
            case RequestCountered it -> {
                known.endAll(item, ignored -> true);
                begin(item, it.terms(), WaitsFor.REQUESTED);
            }
            case RequestAccepted ignored -> known.changeAll(item, each -> each.becomes(WaitsFor.DUE, each.at()));
            case RequestDeclined ignored -> known.endAll(item, each -> true);
            case TermsProposed it ->
                known.change(
                        item,
                        it.occurrence(),
                        each -> each.proposing(it.terms().due().at()));
            case TermsCountered it ->
                known.change(
                        item,
                        it.occurrence(),
                        each -> each.proposing(it.terms().due().at()));
            case TermsDeclined it -> known.change(item, it.occurrence(), each -> each.proposing(null));
            case TermsAccepted it -> known.change(item, it.occurrence(), CommitmentInstants::agreed);
            case CommitmentDelivered it ->
                known.change(
                        item,
                        it.occurrence(),
                        each -> each.becomes(
                                WaitsFor.CONFIRMATION, ConfirmationWindow.end(recorded, each.confirmationDays())));
            case DeliveryDisputed it ->
                known.change(item, it.occurrence(), each -> each.becomes(WaitsFor.DISPUTED, null));
            // Terms proposed before the miss can still be accepted, but bring no other instant at which it could be
            // missed again.
            case DeadlineMissed it -> known.change(item, it.occurrence(), each -> each.becomes(WaitsFor.MISSED, null));
            case DeliveryConfirmed it -> known.end(item, it.occurrence());
            case DisputeWithdrawn it -> known.end(item, it.occurrence());
            case DeliveryUncontested it -> known.end(item, it.occurrence());
            case MissExcused it -> known.end(item, it.occurrence());
            case CommitmentReleased ignored -> known.endAll(item, CommitmentInstants::isOpen);
            case CommitmentWithdrawn ignored -> known.endAll(item, CommitmentInstants::isOpen);
            case UpdateDelivered ignored -> {}
            case DisputeEscalated ignored -> {}
            case DisputeResolved it -> {
                if (it.kept()) {
                    known.end(item, it.occurrence());
                } else {
                    known.change(item, it.occurrence(), each -> each.becomes(WaitsFor.MISSED, null));
                }
            }
            case ReasonGiven ignored -> {}
        }
    }

    private static Awaited agreed(Awaited before) {
        return before.waitsFor() == WaitsFor.DUE
                ? before.becomes(WaitsFor.DUE, before.proposed())
                : before.proposing(null);
    }

    private static boolean isOpen(Awaited awaited) {
        return switch (awaited.waitsFor()) {
            case REQUESTED, DUE -> true;
            case MISSED, CONFIRMATION, DISPUTED, CHECK_IN_PROPOSED, CHECK_IN, CHECK_IN_PAUSED, CHECKPOINT -> false;
        };
    }

    private void begin(ItemId item, Terms terms, WaitsFor waitsFor) {
        for (int occurrence = 1; occurrence <= terms.occurrences(); occurrence++) {
            OccurrenceId id = new OccurrenceId(item.ledger(), item.item(), occurrence);
            known.put(new Awaited(id, waitsFor, terms.dueOf(occurrence), null, terms.confirmationDays(), null));
        }
    }
}
