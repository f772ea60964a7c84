package dev.kept.commitments.conversation;

import dev.kept.commitments.checkpoint.CheckpointSlice;
import dev.kept.commitments.commitment.CommitmentSlice;
import dev.kept.commitments.conversation.Conversations.Conversation;
import dev.kept.commitments.decision.DecisionSlice;
import dev.kept.commitments.kernel.Issue;
import dev.kept.commitments.kernel.LedgerCommand;
import dev.kept.commitments.kernel.Part;
import dev.kept.commitments.kernel.Rejected;
import dev.kept.events.Actor;
import dev.kept.events.ConversationEvent.ConversationAcknowledged;
import dev.kept.events.ConversationEvent.ConversationCorrected;
import dev.kept.events.ConversationEvent.ConversationRecorded;
import dev.kept.events.ConversationEvent.Participant;
import dev.kept.events.Evidence;
import dev.kept.events.LedgerEvent;
import dev.kept.events.Side;
import dev.kept.events.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What people ask for about a conversation. */
public sealed interface ConversationCommand extends LedgerCommand<ConversationSlice> {

    UUID conversation();

    @Override
    default UUID item() {
        return conversation();
    }

    /**
     * Either side gives account of a talk, with everything that came of it.
     *
     * @param evidence what was shown or written down there
     * @param commitments parts that make or request commitments
     * @param decisions parts that propose decisions
     * @param checkpoints parts that schedule checkpoints
     */
    record RecordConversation(
            UUID ledger,
            UUID conversation,
            Account account,
            List<Evidence> evidence,
            List<Part<CommitmentSlice>> commitments,
            List<Part<DecisionSlice>> decisions,
            List<Part<CheckpointSlice>> checkpoints)
            implements ConversationCommand {
        public RecordConversation {
            evidence = List.copyOf(evidence);
            commitments = List.copyOf(commitments);
            decisions = List.copyOf(decisions);
            checkpoints = List.copyOf(checkpoints);
        }

        @Override
        public List<LedgerEvent> decide(ConversationSlice state, Issue issue) {
            Side by = issue.side();
            if (state.knows(conversation)) {
                throw Rejected.alreadyExists(conversation);
            }
            requireOccurred(issue);
            LedgerEvent recorded = new ConversationRecorded(
                    conversation,
                    by,
                    account.occurred(),
                    participants(state),
                    account.synopsis(),
                    account.positives(),
                    account.nextSteps(),
                    account.evaluation(),
                    account.monitor(),
                    account.contact(),
                    commitments.stream().map(Part::item).toList(),
                    decisions.stream().map(Part::item).toList(),
                    checkpoints.stream().map(Part::item).toList(),
                    evidence);
            List<Part<? super ConversationSlice>> parts = new ArrayList<>(commitments);
            parts.addAll(decisions);
            parts.addAll(checkpoints);
            return Part.decide(recorded, parts, state, ConversationSlice::after, issue);
        }

        private void requireOccurred(Issue issue) {
            Instant occurred = account.occurred().at();
            if (occurred.isAfter(issue.at())) {
                throw Rejected.rule(
                        "occurred-in-future",
                        "It cannot have taken place in the future.",
                        Map.of("occurred", occurred, "now", issue.at()));
            }
        }

        /** The ledger's own people for the side they act for, then the guests. */
        private List<Participant> participants(ConversationSlice state) {
            List<Participant> participants = new ArrayList<>();
            for (UUID member : account.members()) {
                Actor actor = state.roleOf(member)
                        .orElseThrow(() -> Rejected.rule(
                                "participant-unknown",
                                "Somebody who took part is not in this ledger; name them as a guest.",
                                Map.of("member", member)));
                participants.add(new Participant(member, null, sideOf(actor)));
            }
            participants.addAll(account.guests());
            return participants;
        }

        private static @Nullable Side sideOf(Actor actor) {
            return switch (actor) {
                case Actor.Member member -> member.side();
                case Actor.Mediator ignored -> null;
                case Actor.System ignored -> null;
            };
        }
    }

    /** The other side agrees with the account, once; whatever it corrected before. */
    record AcknowledgeConversation(
            UUID ledger, UUID conversation, @Nullable Text comment) implements ConversationCommand {
        @Override
        public List<LedgerEvent> decide(ConversationSlice state, Issue issue) {
            Conversation reported = requireOfOtherSide(state, conversation, issue);
            if (reported.acknowledged()) {
                throw Rejected.rule(
                        "already-acknowledged",
                        "Your side has already acknowledged this account.",
                        Map.of("conversation", conversation));
            }
            return List.of(new ConversationAcknowledged(conversation, issue.side(), comment));
        }
    }

    /** The other side says what it remembers differently; as often as there is something to say. */
    record CorrectConversation(UUID ledger, UUID conversation, UUID correction, Text text)
            implements ConversationCommand {
        @Override
        public List<LedgerEvent> decide(ConversationSlice state, Issue issue) {
            requireOfOtherSide(state, conversation, issue);
            return List.of(new ConversationCorrected(conversation, correction, issue.side(), text));
        }
    }

    private static Conversation requireOfOtherSide(ConversationSlice state, UUID conversation, Issue issue) {
        Side side = issue.side();
        Conversation reported = state.conversations().require(conversation);
        if (reported.by() == side) {
            throw Rejected.rule(
                    "own-account",
                    "Your own side gave this account; it is for the other side to acknowledge or correct it.",
                    Map.of("conversation", conversation));
        }
        return reported;
    }
}
