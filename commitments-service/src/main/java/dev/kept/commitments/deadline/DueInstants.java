package dev.kept.commitments.deadline;

import dev.kept.commitments.deadline.Awaited.ItemId;
import dev.kept.commitments.deadline.Awaited.OccurrenceId;
import dev.kept.events.CharterEvent;
import dev.kept.events.CheckInEvent;
import dev.kept.events.CheckpointEvent;
import dev.kept.events.ClosureEvent;
import dev.kept.events.CommitmentEvent;
import dev.kept.events.ConcernEvent;
import dev.kept.events.ConversationEvent;
import dev.kept.events.DecisionEvent;
import dev.kept.events.Entry;
import dev.kept.events.ErasureEvent;
import dev.kept.events.FeedbackEvent;
import dev.kept.events.FindingEvent;
import dev.kept.events.InterestEvent;
import dev.kept.events.KeyEvent;
import dev.kept.events.LedgerEvent;
import dev.kept.events.LessonEvent;
import dev.kept.events.MediationEvent;
import dev.kept.events.MembershipEvent;
import dev.kept.events.QuestionEvent;
import dev.kept.events.SeenEvent;
import dev.kept.events.WinEvent;
import java.util.Collection;
import java.util.Set;

/** Folds entries into what the occurrences they are about wait for. Knows no rule: what is recorded was allowed. */
final class DueInstants {

    private final AwaitedOccurrences known;
    private final CommitmentInstants commitments;
    private final CheckpointInstants checkpoints;
    private final CheckInInstants checkIns;

    /**
     * Begins from what was known before.
     *
     * @param stored all there is about each item that will be met
     */
    DueInstants(Collection<Awaited> stored) {
        known = new AwaitedOccurrences(stored);
        commitments = new CommitmentInstants(known);
        checkpoints = new CheckpointInstants(known);
        checkIns = new CheckInInstants(known);
    }

    /** What is to be stored anew or again. */
    Collection<Awaited> changed() {
        return known.changed();
    }

    /** What waits for nothing any more. */
    Set<OccurrenceId> removed() {
        return known.removed();
    }

    void take(Entry entry) {
        LedgerEvent event = entry.event();
        switch (event) {
            case CommitmentEvent it ->
                commitments.take(new ItemId(entry.ledger(), it.commitment()), it, entry.recorded());
            case MembershipEvent ignored -> {}
            case MediationEvent ignored -> {}
            case CharterEvent ignored -> {}
            case ConversationEvent ignored -> {}
            case ConcernEvent ignored -> {}
            case DecisionEvent ignored -> {}
            case CheckpointEvent it -> checkpoints.take(new OccurrenceId(entry.ledger(), it.checkpoint(), 1), it);
            case CheckInEvent it -> checkIns.take(new ItemId(entry.ledger(), it.checkIns()), it, entry.recorded());
            case WinEvent ignored -> {}
            case LessonEvent ignored -> {}
            case FeedbackEvent ignored -> {}
            case QuestionEvent ignored -> {}
            case FindingEvent ignored -> {}
            case InterestEvent ignored -> {}
            case ClosureEvent ignored -> {}
            case ErasureEvent ignored -> {}
            case SeenEvent ignored -> {}
            case KeyEvent ignored -> {}
        }
    }
}
