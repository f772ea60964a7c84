package dev.kept.events;

import static java.util.Map.entry;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The one registry of wire names. A name, once written, is never given another meaning; a changed shape gets the next revision. */
public final class WireTypes {

    private static final Map<Class<? extends LedgerEvent>, String> NAMES = Map.ofEntries(
            entry(MembershipEvent.LedgerOpened.class, "dev.kept.ledger.opened.v1"),
            entry(MembershipEvent.PartyInvited.class, "dev.kept.party.invited.v1"),
            entry(MembershipEvent.MemberInvited.class, "dev.kept.member.invited.v1"),
            entry(MembershipEvent.InvitationWithdrawn.class, "dev.kept.invitation.withdrawn.v1"),
            entry(MembershipEvent.PartyJoined.class, "dev.kept.party.joined.v1"),
            entry(MembershipEvent.MemberJoined.class, "dev.kept.member.joined.v1"),
            entry(MembershipEvent.MemberRemoved.class, "dev.kept.member.removed.v1"),
            entry(MediationEvent.MediatorProposed.class, "dev.kept.mediator.proposed.v1"),
            entry(MediationEvent.MediatorAccepted.class, "dev.kept.mediator.accepted.v1"),
            entry(MediationEvent.MediatorAdmitted.class, "dev.kept.mediator.admitted.v1"),
            entry(MediationEvent.MediatorDeclined.class, "dev.kept.mediator.declined.v1"),
            entry(MediationEvent.MediatorStoodDown.class, "dev.kept.mediator.stood-down.v1"),
            entry(MediationEvent.MediatorDismissed.class, "dev.kept.mediator.dismissed.v1"),
            entry(CommitmentEvent.CommitmentMade.class, "dev.kept.commitment.made.v1"),
            entry(CommitmentEvent.CommitmentRequested.class, "dev.kept.commitment.requested.v1"),
            entry(CommitmentEvent.RequestAccepted.class, "dev.kept.commitment.request-accepted.v1"),
            entry(CommitmentEvent.RequestDeclined.class, "dev.kept.commitment.request-declined.v1"),
            entry(CommitmentEvent.RequestCountered.class, "dev.kept.commitment.request-countered.v1"),
            entry(CommitmentEvent.UpdateDelivered.class, "dev.kept.commitment.update-delivered.v1"),
            entry(CommitmentEvent.TermsProposed.class, "dev.kept.commitment.terms-proposed.v1"),
            entry(CommitmentEvent.TermsAccepted.class, "dev.kept.commitment.terms-accepted.v1"),
            entry(CommitmentEvent.TermsDeclined.class, "dev.kept.commitment.terms-declined.v1"),
            entry(CommitmentEvent.TermsCountered.class, "dev.kept.commitment.terms-countered.v1"),
            entry(CommitmentEvent.CommitmentDelivered.class, "dev.kept.commitment.delivered.v1"),
            entry(CommitmentEvent.DeliveryConfirmed.class, "dev.kept.commitment.delivery-confirmed.v1"),
            entry(CommitmentEvent.DeliveryDisputed.class, "dev.kept.commitment.delivery-disputed.v1"),
            entry(CommitmentEvent.DisputeWithdrawn.class, "dev.kept.commitment.dispute-withdrawn.v1"),
            entry(CommitmentEvent.DeliveryUncontested.class, "dev.kept.commitment.delivery-uncontested.v1"),
            entry(CommitmentEvent.DeadlineMissed.class, "dev.kept.commitment.deadline-missed.v1"),
            entry(CommitmentEvent.ReasonGiven.class, "dev.kept.commitment.reason-given.v1"),
            entry(CommitmentEvent.DisputeEscalated.class, "dev.kept.commitment.dispute-escalated.v1"),
            entry(CommitmentEvent.DisputeResolved.class, "dev.kept.commitment.dispute-resolved.v1"),
            entry(CommitmentEvent.MissExcused.class, "dev.kept.commitment.miss-excused.v1"),
            entry(CommitmentEvent.CommitmentReleased.class, "dev.kept.commitment.released.v1"),
            entry(CommitmentEvent.CommitmentWithdrawn.class, "dev.kept.commitment.withdrawn.v1"),
            entry(CharterEvent.CharterProposed.class, "dev.kept.charter.proposed.v1"),
            entry(CharterEvent.CharterAmended.class, "dev.kept.charter.amended.v1"),
            entry(CharterEvent.CharterAgreed.class, "dev.kept.charter.agreed.v1"),
            entry(CharterEvent.CharterDeclined.class, "dev.kept.charter.declined.v1"),
            entry(CharterEvent.CharterWithdrawn.class, "dev.kept.charter.withdrawn.v1"),
            entry(ConversationEvent.ConversationRecorded.class, "dev.kept.conversation.recorded.v1"),
            entry(ConversationEvent.ConversationAcknowledged.class, "dev.kept.conversation.acknowledged.v1"),
            entry(ConversationEvent.ConversationCorrected.class, "dev.kept.conversation.corrected.v1"),
            entry(ConcernEvent.ConcernRaised.class, "dev.kept.concern.raised.v1"),
            entry(ConcernEvent.ConcernAcknowledged.class, "dev.kept.concern.acknowledged.v1"),
            entry(ConcernEvent.CauseNamed.class, "dev.kept.concern.cause-named.v1"),
            entry(ConcernEvent.ApologyOffered.class, "dev.kept.concern.apology-offered.v1"),
            entry(ConcernEvent.RemedyProposed.class, "dev.kept.concern.remedy-proposed.v1"),
            entry(ConcernEvent.RemedyAccepted.class, "dev.kept.concern.remedy-accepted.v1"),
            entry(ConcernEvent.RemedyDeclined.class, "dev.kept.concern.remedy-declined.v1"),
            entry(ConcernEvent.ReadinessDeclared.class, "dev.kept.concern.readiness-declared.v1"),
            entry(ConcernEvent.ConcernSettled.class, "dev.kept.concern.settled.v1"),
            entry(ConcernEvent.ConcernReopened.class, "dev.kept.concern.reopened.v1"),
            entry(ConcernEvent.ConcernEscalated.class, "dev.kept.concern.escalated.v1"),
            entry(DecisionEvent.DecisionProposed.class, "dev.kept.decision.proposed.v1"),
            entry(DecisionEvent.DecisionAgreed.class, "dev.kept.decision.agreed.v1"),
            entry(DecisionEvent.DecisionObjected.class, "dev.kept.decision.objected.v1"),
            entry(DecisionEvent.DecisionWithdrawn.class, "dev.kept.decision.withdrawn.v1"),
            entry(DecisionEvent.DecisionSuperseded.class, "dev.kept.decision.superseded.v1"),
            entry(DecisionEvent.DecisionReviewed.class, "dev.kept.decision.reviewed.v1"),
            entry(CheckpointEvent.CheckpointScheduled.class, "dev.kept.checkpoint.scheduled.v1"),
            entry(CheckpointEvent.CheckpointRescheduled.class, "dev.kept.checkpoint.rescheduled.v1"),
            entry(CheckpointEvent.CheckpointHeld.class, "dev.kept.checkpoint.held.v1"),
            entry(CheckpointEvent.CheckpointCancelled.class, "dev.kept.checkpoint.cancelled.v1"),
            entry(CheckpointEvent.CheckpointMissed.class, "dev.kept.checkpoint.missed.v1"),
            entry(CheckInEvent.CheckInsProposed.class, "dev.kept.check-in.proposed.v1"),
            entry(CheckInEvent.CheckInsAgreed.class, "dev.kept.check-in.agreed.v1"),
            entry(CheckInEvent.CheckInsDeclined.class, "dev.kept.check-in.declined.v1"),
            entry(CheckInEvent.CheckInHeld.class, "dev.kept.check-in.held.v1"),
            entry(CheckInEvent.CheckInMissed.class, "dev.kept.check-in.missed.v1"),
            entry(CheckInEvent.CheckInsPaused.class, "dev.kept.check-in.paused.v1"),
            entry(CheckInEvent.CheckInsResumed.class, "dev.kept.check-in.resumed.v1"),
            entry(CheckInEvent.CheckInsEnded.class, "dev.kept.check-in.ended.v1"),
            entry(WinEvent.WinCelebrated.class, "dev.kept.win.celebrated.v1"),
            entry(WinEvent.WinEndorsed.class, "dev.kept.win.endorsed.v1"),
            entry(LessonEvent.LessonRecorded.class, "dev.kept.lesson.recorded.v1"),
            entry(FeedbackEvent.FeedbackAsked.class, "dev.kept.feedback.asked.v1"),
            entry(FeedbackEvent.FeedbackGiven.class, "dev.kept.feedback.given.v1"),
            entry(FeedbackEvent.FeedbackActedUpon.class, "dev.kept.feedback.acted-upon.v1"),
            entry(QuestionEvent.QuestionAsked.class, "dev.kept.question.asked.v1"),
            entry(QuestionEvent.QuestionAnswered.class, "dev.kept.question.answered.v1"),
            entry(FindingEvent.FindingRecorded.class, "dev.kept.finding.recorded.v1"),
            entry(FindingEvent.FindingAccepted.class, "dev.kept.finding.accepted.v1"),
            entry(FindingEvent.FindingDeclined.class, "dev.kept.finding.declined.v1"),
            entry(InterestEvent.InterestDisclosed.class, "dev.kept.interest.disclosed.v1"),
            entry(ClosureEvent.ClosingProposed.class, "dev.kept.ledger.closing-proposed.v1"),
            entry(ClosureEvent.ClosingDeclined.class, "dev.kept.ledger.closing-declined.v1"),
            entry(ClosureEvent.LedgerClosed.class, "dev.kept.ledger.closed.v1"),
            entry(ClosureEvent.ReopeningProposed.class, "dev.kept.ledger.reopening-proposed.v1"),
            entry(ClosureEvent.ReopeningDeclined.class, "dev.kept.ledger.reopening-declined.v1"),
            entry(ClosureEvent.LedgerReopened.class, "dev.kept.ledger.reopened.v1"),
            entry(ErasureEvent.ErasureProposed.class, "dev.kept.erasure.proposed.v1"),
            entry(ErasureEvent.ErasureDeclined.class, "dev.kept.erasure.declined.v1"),
            entry(ErasureEvent.TextErased.class, "dev.kept.erasure.erased.v1"),
            entry(KeyEvent.KeyRotated.class, "dev.kept.ledger.key-rotated.v1"),
            entry(KeyEvent.KeyReplaced.class, "dev.kept.ledger.key-replaced.v1"),
            entry(SeenEvent.EntriesSeen.class, "dev.kept.entries.seen.v1"));

    private static final Map<String, Class<? extends LedgerEvent>> TYPES =
            NAMES.entrySet().stream().collect(Collectors.toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));

    private WireTypes() {}

    /**
     * The wire name of an event, e.g. {@code dev.kept.commitment.made.v1}.
     *
     * @throws IllegalStateException when the registry misses it; a test walks the sealed types so that it never does
     */
    public static String nameOf(LedgerEvent event) {
        return nameOf(event.getClass());
    }

    /** As {@link #nameOf(LedgerEvent)}, by type. */
    public static String nameOf(Class<? extends LedgerEvent> type) {
        String name = NAMES.get(type);
        if (name == null) {
            throw new IllegalStateException("no wire name for " + type.getSimpleName());
        }
        return name;
    }

    /**
     * The event type behind a wire name.
     *
     * @throws UnreadableStatement when this contract does not know the name
     */
    public static Class<? extends LedgerEvent> typeOf(String name) {
        Class<? extends LedgerEvent> type = TYPES.get(name);
        if (type == null) {
            throw new UnreadableStatement("unknown wire type");
        }
        return type;
    }

    /**
     * The kind of thing a wire name is about: its third part, e.g. {@code commitment}.
     *
     * @param name a name of this registry
     */
    public static String kindOf(String name) {
        int begin = name.indexOf('.', name.indexOf('.') + 1) + 1;
        return name.substring(begin, name.indexOf('.', begin));
    }

    /** The wire names of entries that may name evidence. */
    public static Set<String> withEvidence() {
        return TYPES.entrySet().stream()
                .filter(type -> Arrays.stream(type.getValue().getRecordComponents())
                        .anyMatch(component -> component.getName().equals("evidence")))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Every wire name that can be read. */
    public static Set<String> names() {
        return TYPES.keySet();
    }
}
