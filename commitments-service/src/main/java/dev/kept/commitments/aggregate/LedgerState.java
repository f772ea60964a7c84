package dev.kept.commitments.aggregate;

import dev.kept.commitments.charter.CharterSlice;
import dev.kept.commitments.charter.Charters;
import dev.kept.commitments.checkin.CheckInSlice;
import dev.kept.commitments.checkin.CheckIns;
import dev.kept.commitments.checkpoint.Checkpoints;
import dev.kept.commitments.closure.Closure;
import dev.kept.commitments.closure.ClosureSlice;
import dev.kept.commitments.commitment.Commitments;
import dev.kept.commitments.concern.ConcernSlice;
import dev.kept.commitments.concern.Concerns;
import dev.kept.commitments.conversation.ConversationSlice;
import dev.kept.commitments.conversation.Conversations;
import dev.kept.commitments.decision.Decisions;
import dev.kept.commitments.erasure.ErasureSlice;
import dev.kept.commitments.erasure.Erasures;
import dev.kept.commitments.feedback.FeedbackSlice;
import dev.kept.commitments.feedback.Feedbacks;
import dev.kept.commitments.kernel.Issue;
import dev.kept.commitments.mediation.FindingSlice;
import dev.kept.commitments.mediation.Findings;
import dev.kept.commitments.mediation.MediationSlice;
import dev.kept.commitments.mediation.Mediations;
import dev.kept.commitments.mediation.QuestionSlice;
import dev.kept.commitments.mediation.Questions;
import dev.kept.commitments.membership.Membership;
import dev.kept.commitments.membership.MembershipSlice;
import dev.kept.commitments.operation.OperationSlice;
import dev.kept.commitments.operation.ProbedKind;
import dev.kept.commitments.seen.Seen;
import dev.kept.commitments.seen.SeenSlice;
import dev.kept.commitments.win.WinSlice;
import dev.kept.commitments.win.Wins;
import dev.kept.events.Actor;
import dev.kept.events.CharterEvent;
import dev.kept.events.CheckInEvent;
import dev.kept.events.CheckpointEvent;
import dev.kept.events.ClosureEvent;
import dev.kept.events.ClosureEvent.LedgerClosed;
import dev.kept.events.CommitmentEvent;
import dev.kept.events.ConcernEvent;
import dev.kept.events.ConversationEvent;
import dev.kept.events.DecisionEvent;
import dev.kept.events.ErasureEvent;
import dev.kept.events.FeedbackEvent;
import dev.kept.events.FindingEvent;
import dev.kept.events.InterestEvent;
import dev.kept.events.KeyEvent;
import dev.kept.events.LedgerEvent;
import dev.kept.events.LessonEvent;
import dev.kept.events.MediationEvent;
import dev.kept.events.MembershipEvent;
import dev.kept.events.MembershipEvent.MemberRemoved;
import dev.kept.events.QuestionEvent;
import dev.kept.events.SeenEvent;
import dev.kept.events.Side;
import dev.kept.events.WinEvent;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * Everything the rules of a ledger need to know, and no text. Immutable; one more entry costs the logarithm of the ledger's length.
 *
 * @param sequence of the last entry; -1 before the first
 * @param recorded when the last entry was
 * @param changed the sequence of the last entry that says more than that somebody saw others: who has seen that one is up to date
 * @param items the sequence of the last entry about each item
 */
public record LedgerState(
        long sequence,
        Instant recorded,
        long changed,
        PMap<UUID, Long> items,
        Membership membership,
        Mediations mediations,
        Commitments commitments,
        Charters charters,
        Conversations conversations,
        Concerns concerns,
        Decisions decisions,
        Checkpoints checkpoints,
        CheckIns checkIns,
        Wins wins,
        Feedbacks feedbacks,
        Questions questions,
        Findings findings,
        Closure closure,
        Erasures erasures,
        Seen seen)
        implements CharterSlice,
                CheckInSlice,
                ClosureSlice,
                ConcernSlice,
                ConversationSlice,
                ErasureSlice,
                FeedbackSlice,
                FindingSlice,
                MediationSlice,
                MembershipSlice,
                OperationSlice,
                QuestionSlice,
                SeenSlice,
                WinSlice {

    /** Before the first entry. */
    public static final LedgerState UNOPENED = new LedgerState(
            -1,
            Instant.EPOCH,
            -1,
            HashTreePMap.empty(),
            Membership.NONE,
            Mediations.NONE,
            Commitments.NONE,
            Charters.NONE,
            Conversations.NONE,
            Concerns.NONE,
            Decisions.NONE,
            Checkpoints.NONE,
            CheckIns.NONE,
            Wins.NONE,
            Feedbacks.NONE,
            Questions.NONE,
            Findings.NONE,
            Closure.NONE,
            Erasures.NONE,
            Seen.NONE);

    @Override
    public Optional<Actor> roleOf(UUID person) {
        return membership
                .sideOf(person)
                .<Actor>map(side -> new Actor.Member(person, side))
                .or(() -> mediations.inForce(person) ? Optional.of(new Actor.Mediator(person)) : Optional.empty());
    }

    @Override
    public @Nullable Long lastAbout(@Nullable UUID item) {
        return item == null ? null : items.get(item);
    }

    @Override
    public boolean hasMembers(Side side) {
        return membership.hasMembers(side);
    }

    @Override
    public boolean knowsInvitation(UUID id) {
        return membership.knows(id);
    }

    @Override
    public boolean knowsMediation(UUID id) {
        return mediations.knows(id);
    }

    @Override
    public boolean mediates(UUID person) {
        return mediations.concern(person);
    }

    @Override
    public Instant requireMediatorInvited(UUID mediation, String secretDigest) {
        return mediations.requireWaitingFor(mediation, secretDigest);
    }

    @Override
    public void requireMediator() {
        mediations.requireSomebodyInForce();
    }

    @Override
    public List<UUID> unsettledCommitments() {
        return commitments.unsettled();
    }

    @Override
    public void requireCommitments(Collection<UUID> linked) {
        commitments.requireAll(linked);
    }

    @Override
    public int requireDisputed(UUID commitment, @Nullable Integer occurrence) {
        return commitments.requireDisputed(commitment, occurrence);
    }

    @Override
    public OptionalLong disputedSince(UUID commitment, int occurrence) {
        return commitments.disputedSince(commitment, occurrence);
    }

    @Override
    public List<LedgerEvent> cancelCheckpoint(UUID checkpoint, Instant now) {
        return checkpoints.cancel(checkpoint, now);
    }

    @Override
    public List<LedgerEvent> holdCheckpoint(UUID checkpoint, Issue issue) {
        return checkpoints.hold(checkpoint, issue);
    }

    @Override
    public LedgerState after(List<LedgerEvent> events, Issue issue) {
        LedgerState next = this;
        for (LedgerEvent event : events) {
            next = next.evolve(event, next.sequence + 1, issue.at(), issue.actor());
        }
        return next;
    }

    @Override
    public List<ProbedKind> kinds(UUID ledger, Issue issue) {
        return LedgerProbes.ALL.stream()
                .<ProbedKind>map(probes -> new LedgerProbes(probes, ledger, this, issue))
                .toList();
    }

    /** Whether a person takes part, or has accepted to and waits for the sides' word. */
    boolean concerns(UUID person) {
        return roleOf(person).isPresent() || mediates(person);
    }

    LedgerState evolve(LedgerEvent event, long at, Instant when, Actor actor) {
        UUID subject = event.subject();
        Next next = new Next(this);
        switch (event) {
            case MembershipEvent it -> {
                next.membership = membership.evolve(it, actor);
                if (it instanceof MemberRemoved removed) {
                    next.mediations = mediations.without(removed.member());
                }
            }
            case MediationEvent it -> next.mediations = mediations.evolve(it, actor);
            case CommitmentEvent it -> next.commitments = commitments.evolve(it, at, when);
            case CharterEvent it -> next.charters = charters.evolve(it);
            case ConversationEvent it -> next.conversations = conversations.evolve(it);
            case ConcernEvent it -> next.concerns = concerns.evolve(it);
            case DecisionEvent it -> next.decisions = decisions.evolve(it);
            case CheckpointEvent it -> next.checkpoints = checkpoints.evolve(it);
            case CheckInEvent it -> next.checkIns = checkIns.evolve(it, when);
            case WinEvent it -> next.wins = wins.evolve(it);
            case FeedbackEvent it -> next.feedbacks = feedbacks.evolve(it);
            case QuestionEvent it -> next.questions = questions.evolve(it);
            case FindingEvent it -> next.findings = findings.evolve(it, this);
            case ClosureEvent it -> {
                next.closure = closure.evolve(it);
                if (it instanceof LedgerClosed) {
                    next.membership = membership.closed();
                    next.mediations = mediations.closed();
                }
            }
            case ErasureEvent it -> next.erasures = erasures.evolve(it);
            case SeenEvent it -> next.seen = seen.evolve(it, at);
            case LessonEvent ignored -> {}
            case InterestEvent ignored -> {}
            case KeyEvent ignored -> {}
        }
        // What was said of an item stands, though words of it are gone.
        PMap<UUID, Long> known = subject == null || event instanceof ErasureEvent ? items : items.plus(subject, at);
        return next.state(at, when, event instanceof SeenEvent ? changed : at, known);
    }

    /** The parts of the state to come: those of the one before, until an event changes one of them. */
    private static final class Next {
        private Membership membership;
        private Mediations mediations;
        private Commitments commitments;
        private Charters charters;
        private Conversations conversations;
        private Concerns concerns;
        private Decisions decisions;
        private Checkpoints checkpoints;
        private CheckIns checkIns;
        private Wins wins;
        private Feedbacks feedbacks;
        private Questions questions;
        private Findings findings;
        private Closure closure;
        private Erasures erasures;
        private Seen seen;

        Next(LedgerState before) {
            membership = before.membership;
            mediations = before.mediations;
            commitments = before.commitments;
            charters = before.charters;
            conversations = before.conversations;
            concerns = before.concerns;
            decisions = before.decisions;
            checkpoints = before.checkpoints;
            checkIns = before.checkIns;
            wins = before.wins;
            feedbacks = before.feedbacks;
            questions = before.questions;
            findings = before.findings;
            closure = before.closure;
            erasures = before.erasures;
            seen = before.seen;
        }

        LedgerState state(long sequence, Instant recorded, long changed, PMap<UUID, Long> items) {
            return new LedgerState(
                    sequence,
                    recorded,
                    changed,
                    items,
                    membership,
                    mediations,
                    commitments,
                    charters,
                    conversations,
                    concerns,
                    decisions,
                    checkpoints,
                    checkIns,
                    wins,
                    feedbacks,
                    questions,
                    findings,
                    closure,
                    erasures,
                    seen);
        }
    }
}
