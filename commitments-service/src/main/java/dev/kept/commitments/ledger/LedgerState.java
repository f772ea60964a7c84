package dev.kept.commitments.ledger;

import dev.kept.commitments.charter.Charters;
import dev.kept.commitments.checkin.CheckIns;
import dev.kept.commitments.checkpoint.Checkpoints;
import dev.kept.commitments.closure.Closure;
import dev.kept.commitments.commitment.Commitments;
import dev.kept.commitments.concern.Concerns;
import dev.kept.commitments.conversation.Conversations;
import dev.kept.commitments.decision.Decisions;
import dev.kept.commitments.erasure.Erasures;
import dev.kept.commitments.feedback.Feedbacks;
import dev.kept.commitments.mediation.Findings;
import dev.kept.commitments.mediation.Mediations;
import dev.kept.commitments.mediation.Questions;
import dev.kept.commitments.membership.Membership;
import dev.kept.commitments.seen.Seen;
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
import dev.kept.events.LedgerEvent;
import dev.kept.events.LessonEvent;
import dev.kept.events.MediationEvent;
import dev.kept.events.MembershipEvent;
import dev.kept.events.MembershipEvent.MemberRemoved;
import dev.kept.events.QuestionEvent;
import dev.kept.events.SeenEvent;
import dev.kept.events.WinEvent;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        Seen seen) {

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

    /** The role in which a person takes part now; empty for everybody who must not learn that the ledger exists. */
    public Optional<Actor> roleOf(UUID person) {
        return membership
                .sideOf(person)
                .<Actor>map(side -> new Actor.Member(person, side))
                .or(() -> mediations.inForce(person) ? Optional.of(new Actor.Mediator(person)) : Optional.empty());
    }

    /** The sequence of the last entry about an item; null for one the ledger does not know. */
    @Nullable
    Long lastAbout(@Nullable UUID item) {
        return item == null ? null : items.get(item);
    }

    /** Whether an entry is about an item of this id. */
    public boolean knows(UUID item) {
        return items.containsKey(item);
    }

    /**
     * Makes sure that what an entry will refer to is there.
     *
     * @throws Rejected when an id is no item's
     */
    public void requireKnown(Collection<UUID> links) {
        List<UUID> unknown = links.stream().filter(link -> !knows(link)).toList();
        if (!unknown.isEmpty()) {
            throw Rejected.rule(
                    "linked-item-not-found",
                    "It refers to something that is not in this ledger.",
                    Map.of("items", unknown));
        }
    }

    /** The state as it will be once these are recorded: what the next part of a command is decided over. */
    public LedgerState after(List<LedgerEvent> events, Issue issue) {
        LedgerState next = this;
        for (LedgerEvent event : events) {
            next = next.evolve(event, next.sequence + 1, issue.at(), issue.actor());
        }
        return next;
    }

    /** Whether a person takes part, or has accepted to and waits for the sides' word. */
    boolean concerns(UUID person) {
        return roleOf(person).isPresent() || mediations.concern(person);
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
            case FindingEvent it -> next.findings = findings.evolve(it, commitments);
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
