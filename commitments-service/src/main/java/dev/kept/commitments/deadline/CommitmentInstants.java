package dev.kept.commitments.deadline;

import dev.kept.commitments.commitment.ConfirmationWindow;
import dev.kept.commitments.deadline.Awaited.Kind;
import dev.kept.commitments.deadline.Awaited.Place;
import dev.kept.commitments.deadline.Awaited.Whole;
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

    void take(Whole whole, CommitmentEvent event, Instant recorded) {
        switch (event) {
            case CommitmentMade it -> begin(whole, it.terms(), Kind.DUE);
            case CommitmentRequested it -> begin(whole, it.terms(), Kind.REQUESTED);
            case RequestCountered it -> {
                known.endAll(whole, ignored -> true);
                begin(whole, it.terms(), Kind.REQUESTED);
            }
            case RequestAccepted ignored -> known.changeAll(whole, each -> each.becomes(Kind.DUE, each.at()));
            case RequestDeclined ignored -> known.endAll(whole, each -> true);
            case TermsProposed it ->
                known.change(
                        whole,
                        it.occurrence(),
                        each -> each.proposing(it.terms().due().at()));
            case TermsCountered it ->
                known.change(
                        whole,
                        it.occurrence(),
                        each -> each.proposing(it.terms().due().at()));
            case TermsDeclined it -> known.change(whole, it.occurrence(), each -> each.proposing(null));
            case TermsAccepted it -> known.change(whole, it.occurrence(), CommitmentInstants::agreed);
            case CommitmentDelivered it ->
                known.change(
                        whole,
                        it.occurrence(),
                        each -> each.becomes(
                                Kind.CONFIRMATION, ConfirmationWindow.end(recorded, each.confirmationDays())));
            case DeliveryDisputed it -> known.change(whole, it.occurrence(), each -> each.becomes(Kind.DISPUTED, null));
            // Terms proposed before the miss can still be accepted, but bring no other instant at which it could be
            // missed again.
            case DeadlineMissed it -> known.change(whole, it.occurrence(), each -> each.becomes(Kind.MISSED, null));
            case DeliveryConfirmed it -> known.end(whole, it.occurrence());
            case DisputeWithdrawn it -> known.end(whole, it.occurrence());
            case DeliveryUncontested it -> known.end(whole, it.occurrence());
            case MissExcused it -> known.end(whole, it.occurrence());
            case CommitmentReleased ignored -> known.endAll(whole, CommitmentInstants::isOpen);
            case CommitmentWithdrawn ignored -> known.endAll(whole, CommitmentInstants::isOpen);
            case UpdateDelivered ignored -> {}
            case DisputeEscalated ignored -> {}
            case DisputeResolved it -> {
                if (it.kept()) {
                    known.end(whole, it.occurrence());
                } else {
                    known.change(whole, it.occurrence(), each -> each.becomes(Kind.MISSED, null));
                }
            }
            case ReasonGiven ignored -> {}
        }
    }

    private static Awaited agreed(Awaited before) {
        return before.kind() == Kind.DUE ? before.becomes(Kind.DUE, before.proposed()) : before.proposing(null);
    }

    private static boolean isOpen(Awaited awaited) {
        return switch (awaited.kind()) {
            case REQUESTED, DUE -> true;
            case MISSED, CONFIRMATION, DISPUTED, CHECK_IN_PROPOSED, CHECK_IN, CHECK_IN_PAUSED, CHECKPOINT -> false;
        };
    }

    private void begin(Whole whole, Terms terms, Kind kind) {
        for (int occurrence = 1; occurrence <= terms.occurrences(); occurrence++) {
            Place place = new Place(whole.ledger(), whole.item(), occurrence);
            known.put(new Awaited(place, kind, terms.dueOf(occurrence), null, terms.confirmationDays(), null));
        }
    }
}
