package dev.kept.commitments.deadline;

import dev.kept.commitments.checkin.RecordingWindow;
import dev.kept.commitments.checkpoint.Grace;
import dev.kept.commitments.commitment.ConfirmationWindow;
import dev.kept.commitments.deadline.Awaited.Kind;
import dev.kept.commitments.deadline.Awaited.Place;
import dev.kept.commitments.deadline.Awaited.Whole;
import dev.kept.events.CharterEvent;
import dev.kept.events.CheckInEvent;
import dev.kept.events.CheckInEvent.CheckInHeld;
import dev.kept.events.CheckInEvent.CheckInMissed;
import dev.kept.events.CheckInEvent.CheckInsAgreed;
import dev.kept.events.CheckInEvent.CheckInsDeclined;
import dev.kept.events.CheckInEvent.CheckInsEnded;
import dev.kept.events.CheckInEvent.CheckInsPaused;
import dev.kept.events.CheckInEvent.CheckInsProposed;
import dev.kept.events.CheckInEvent.CheckInsResumed;
import dev.kept.events.CheckpointEvent;
import dev.kept.events.CheckpointEvent.CheckpointCancelled;
import dev.kept.events.CheckpointEvent.CheckpointHeld;
import dev.kept.events.CheckpointEvent.CheckpointMissed;
import dev.kept.events.CheckpointEvent.CheckpointRescheduled;
import dev.kept.events.CheckpointEvent.CheckpointScheduled;
import dev.kept.events.ClosureEvent;
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
import dev.kept.events.ConcernEvent;
import dev.kept.events.ConversationEvent;
import dev.kept.events.DecisionEvent;
import dev.kept.events.Due;
import dev.kept.events.Entry;
import dev.kept.events.ErasureEvent;
import dev.kept.events.FeedbackEvent;
import dev.kept.events.FindingEvent;
import dev.kept.events.InterestEvent;
import dev.kept.events.LedgerEvent;
import dev.kept.events.LessonEvent;
import dev.kept.events.MediationEvent;
import dev.kept.events.MembershipEvent;
import dev.kept.events.QuestionEvent;
import dev.kept.events.SeenEvent;
import dev.kept.events.Terms;
import dev.kept.events.WinEvent;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Folds entries into what the occurrences they are about wait for. Knows no rule: what is recorded was allowed. */
final class DueInstants {

    private final Map<Whole, TreeMap<Integer, Awaited>> awaited = new HashMap<>();
    private final Map<Place, Awaited> changed = new HashMap<>();
    private final Set<Place> removed = new HashSet<>();

    /**
     * Begins from what was known before.
     *
     * @param known all there is about each item that will be met
     */
    DueInstants(Collection<Awaited> known) {
        known.forEach(it -> occurrences(it.place().whole()).put(it.place().occurrence(), it));
    }

    /** What is to be stored anew or again. */
    Collection<Awaited> changed() {
        return changed.values();
    }

    /** What waits for nothing any more. */
    Set<Place> removed() {
        return removed;
    }

    void take(Entry entry) {
        LedgerEvent event = entry.event();
        switch (event) {
            case CommitmentEvent it -> take(new Whole(entry.ledger(), it.commitment()), it, entry.recorded());
            case MembershipEvent ignored -> {}
            case MediationEvent ignored -> {}
            case CharterEvent ignored -> {}
            case ConversationEvent ignored -> {}
            case ConcernEvent ignored -> {}
            case DecisionEvent ignored -> {}
            case CheckpointEvent it -> take(new Place(entry.ledger(), it.checkpoint(), 1), it);
            case CheckInEvent it -> take(new Whole(entry.ledger(), it.checkIns()), it, entry.recorded());
            case WinEvent ignored -> {}
            case LessonEvent ignored -> {}
            case FeedbackEvent ignored -> {}
            case QuestionEvent ignored -> {}
            case FindingEvent ignored -> {}
            case InterestEvent ignored -> {}
            case ClosureEvent ignored -> {}
            case ErasureEvent ignored -> {}
            case SeenEvent ignored -> {}
        }
    }

    private void take(Whole whole, CommitmentEvent event, Instant recorded) {
        switch (event) {
            case CommitmentMade it -> begin(whole, it.terms(), Kind.DUE);
            case CommitmentRequested it -> begin(whole, it.terms(), Kind.REQUESTED);
            case RequestCountered it -> {
                endAll(whole, ignored -> true);
                begin(whole, it.terms(), Kind.REQUESTED);
            }
            case RequestAccepted ignored -> changeAll(whole, each -> each.becomes(Kind.DUE, each.at()));
            case RequestDeclined ignored -> endAll(whole, each -> true);
            case TermsProposed it ->
                change(
                        whole,
                        it.occurrence(),
                        each -> each.proposing(it.terms().due().at()));
            case TermsCountered it ->
                change(
                        whole,
                        it.occurrence(),
                        each -> each.proposing(it.terms().due().at()));
            case TermsDeclined it -> change(whole, it.occurrence(), each -> each.proposing(null));
            case TermsAccepted it -> change(whole, it.occurrence(), DueInstants::agreed);
            case CommitmentDelivered it ->
                change(
                        whole,
                        it.occurrence(),
                        each -> each.becomes(
                                Kind.CONFIRMATION, ConfirmationWindow.end(recorded, each.confirmationDays())));
            case DeliveryDisputed it -> change(whole, it.occurrence(), each -> each.becomes(Kind.DISPUTED, null));
            // Terms proposed before the miss can still be accepted, but bring no other instant at which it could be
            // missed again.
            case DeadlineMissed it -> change(whole, it.occurrence(), each -> each.becomes(Kind.MISSED, null));
            case DeliveryConfirmed it -> end(whole, it.occurrence());
            case DisputeWithdrawn it -> end(whole, it.occurrence());
            case DeliveryUncontested it -> end(whole, it.occurrence());
            case MissExcused it -> end(whole, it.occurrence());
            case CommitmentReleased ignored -> endAll(whole, DueInstants::isOpen);
            case CommitmentWithdrawn ignored -> endAll(whole, DueInstants::isOpen);
            case UpdateDelivered ignored -> {}
            case DisputeEscalated ignored -> {}
            case DisputeResolved it -> {
                if (it.kept()) {
                    end(whole, it.occurrence());
                } else {
                    change(whole, it.occurrence(), each -> each.becomes(Kind.MISSED, null));
                }
            }
            case ReasonGiven ignored -> {}
        }
    }

    private void take(Place place, CheckpointEvent event) {
        switch (event) {
            case CheckpointScheduled it -> put(checkpoint(place, it.at()));
            case CheckpointRescheduled it -> put(checkpoint(place, it.at()));
            case CheckpointHeld ignored -> remove(place);
            case CheckpointCancelled ignored -> remove(place);
            case CheckpointMissed ignored -> remove(place);
        }
    }

    private static Awaited checkpoint(Place place, Due due) {
        return new Awaited(place, Kind.CHECKPOINT, Grace.end(due.at()), null, 0, null);
    }

    /** What would have begun while there was no agreement that it take place waits for nothing. */
    private void take(Whole whole, CheckInEvent event, Instant recorded) {
        switch (event) {
            case CheckInsProposed it -> begin(whole, it);
            case CheckInsDeclined ignored -> endAll(whole, each -> true);
            case CheckInsAgreed ignored -> {
                endAll(whole, each -> !beginsFrom(each, recorded));
                changeAll(whole, each -> each.becomes(Kind.CHECK_IN, each.at()));
            }
            case CheckInHeld it -> end(whole, it.occurrence());
            case CheckInMissed it -> end(whole, it.occurrence());
            case CheckInsPaused ignored ->
                changeAll(
                        whole,
                        each -> beginsFrom(each, recorded) ? each.becomes(Kind.CHECK_IN_PAUSED, each.at()) : each);
            case CheckInsResumed ignored -> {
                endAll(whole, each -> each.kind() == Kind.CHECK_IN_PAUSED && !beginsFrom(each, recorded));
                changeAll(whole, each -> each.becomes(Kind.CHECK_IN, each.at()));
            }
            case CheckInsEnded ignored ->
                endAll(whole, each -> each.kind() != Kind.CHECK_IN || beginsFrom(each, recorded));
        }
    }

    private void begin(Whole whole, CheckInsProposed proposed) {
        int occurrence = 1;
        for (Instant beginning : proposed.beginnings()) {
            Place place = new Place(whole.ledger(), whole.item(), occurrence);
            Instant end = RecordingWindow.end(beginning, proposed.minutes());
            put(new Awaited(place, Kind.CHECK_IN_PROPOSED, end, null, 0, beginning));
            occurrence++;
        }
    }

    private static boolean beginsFrom(Awaited checkIn, Instant at) {
        return checkIn.begins() != null && !checkIn.begins().isBefore(at);
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
            put(new Awaited(place, kind, terms.dueOf(occurrence), null, terms.confirmationDays(), null));
        }
    }

    private void change(Whole whole, int occurrence, UnaryOperator<Awaited> change) {
        Awaited before = occurrences(whole).get(occurrence);
        if (before != null) {
            put(change.apply(before));
        }
    }

    private void changeAll(Whole whole, UnaryOperator<Awaited> change) {
        List.copyOf(occurrences(whole).values()).forEach(each -> put(change.apply(each)));
    }

    private void end(Whole whole, int occurrence) {
        Awaited before = occurrences(whole).get(occurrence);
        if (before != null) {
            remove(before.place());
        }
    }

    private void endAll(Whole whole, Predicate<Awaited> which) {
        List.copyOf(occurrences(whole).values()).stream().filter(which).forEach(each -> remove(each.place()));
    }

    private void put(Awaited awaitedNow) {
        Place place = awaitedNow.place();
        occurrences(place.whole()).put(place.occurrence(), awaitedNow);
        changed.put(place, awaitedNow);
        removed.remove(place);
    }

    private void remove(Place place) {
        occurrences(place.whole()).remove(place.occurrence());
        changed.remove(place);
        removed.add(place);
    }

    private Map<Integer, Awaited> occurrences(Whole whole) {
        return awaited.computeIfAbsent(whole, ignored -> new TreeMap<>());
    }
}
