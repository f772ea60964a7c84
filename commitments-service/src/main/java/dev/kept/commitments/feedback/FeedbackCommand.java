package dev.kept.commitments.feedback;

import dev.kept.commitments.feedback.Feedbacks.Feedback;
import dev.kept.commitments.kernel.Issue;
import dev.kept.commitments.kernel.LedgerCommand;
import dev.kept.commitments.kernel.Rejected;
import dev.kept.events.FeedbackEvent.FeedbackActedUpon;
import dev.kept.events.FeedbackEvent.FeedbackAsked;
import dev.kept.events.FeedbackEvent.FeedbackGiven;
import dev.kept.events.LedgerEvent;
import dev.kept.events.Side;
import dev.kept.events.Text;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What people ask for about feedback. */
public sealed interface FeedbackCommand extends LedgerCommand<FeedbackSlice> {

    UUID feedback();

    @Override
    default UUID item() {
        return feedback();
    }

    /**
     * The issuer's side asks the other one.
     *
     * @param about items it asks about
     */
    record AskFeedback(UUID ledger, UUID feedback, Text question, List<UUID> about) implements FeedbackCommand {
        public AskFeedback {
            about = List.copyOf(about);
        }

        @Override
        public List<LedgerEvent> decide(FeedbackSlice state, Issue issue) {
            Side by = issue.side();
            if (state.knows(feedback)) {
                throw Rejected.alreadyExists(feedback);
            }
            state.requireKnown(about);
            return List.of(new FeedbackAsked(feedback, by, question, about));
        }
    }

    /** The other side answers, once. */
    record GiveFeedback(UUID ledger, UUID feedback, Text text) implements FeedbackCommand {
        @Override
        public List<LedgerEvent> decide(FeedbackSlice state, Issue issue) {
            Side side = issue.side();
            Feedback asked = state.feedbacks().require(feedback);
            if (asked.by() == side) {
                throw Rejected.rule(
                        "only-other-side",
                        "Your side asked for this feedback; it is for the other side to give it.",
                        Map.of("feedback", feedback, "by", asked.by(), "side", side));
            }
            if (asked.given()) {
                throw Rejected.rule(
                        "already-given", "Your side has already given this feedback.", Map.of("feedback", feedback));
            }
            return List.of(new FeedbackGiven(feedback, text));
        }
    }

    /**
     * The side that asked says what it did about the feedback; as often as it did something.
     *
     * @param links items that show it, at least one
     */
    record ActOnFeedback(UUID ledger, UUID feedback, Text text, List<UUID> links) implements FeedbackCommand {
        public ActOnFeedback {
            links = List.copyOf(links);
        }

        @Override
        public List<LedgerEvent> decide(FeedbackSlice state, Issue issue) {
            Side side = issue.side();
            Feedback asked = state.feedbacks().require(feedback);
            if (asked.by() != side) {
                throw Rejected.rule(
                        "only-asking-side",
                        "The side that asked for this feedback acts on it.",
                        Map.of("feedback", feedback, "by", asked.by(), "side", side));
            }
            if (!asked.given()) {
                throw Rejected.rule(
                        "not-given-yet",
                        "The other side has not given this feedback yet.",
                        Map.of("feedback", feedback));
            }
            if (links.isEmpty()) {
                throw Rejected.rule(
                        "link-missing",
                        "Link at least one thing in the ledger that shows what was done.",
                        Map.of("feedback", feedback));
            }
            state.requireKnown(links);
            return List.of(new FeedbackActedUpon(feedback, text, links));
        }
    }
}
