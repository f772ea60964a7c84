package dev.kept.commitments.feedback;

import dev.kept.commitments.kernel.Rejected;
import dev.kept.events.FeedbackEvent;
import dev.kept.events.FeedbackEvent.FeedbackActedUpon;
import dev.kept.events.FeedbackEvent.FeedbackAsked;
import dev.kept.events.FeedbackEvent.FeedbackGiven;
import dev.kept.events.Side;
import java.util.Map;
import java.util.UUID;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * Every piece of feedback of a ledger.
 *
 * @param all by id
 */
public record Feedbacks(PMap<UUID, Feedback> all) {

    public static final Feedbacks NONE = new Feedbacks(HashTreePMap.empty());

    /**
     * Feedback that a side asked for.
     *
     * @param by that side
     * @param given the other side answered
     */
    record Feedback(Side by, boolean given) {}

    Feedback require(UUID id) {
        Feedback feedback = all.get(id);
        if (feedback == null) {
            throw Rejected.unknown(
                    "feedback-not-found", "No such feedback was asked for in this ledger.", Map.of("feedback", id));
        }
        return feedback;
    }

    public Feedbacks evolve(FeedbackEvent event) {
        UUID id = event.feedback();
        return switch (event) {
            case FeedbackAsked it -> new Feedbacks(all.plus(id, new Feedback(it.by(), false)));
            case FeedbackGiven ignored ->
                new Feedbacks(all.plus(id, new Feedback(recorded(id).by(), true)));
            case FeedbackActedUpon ignored -> this;
        };
    }

    private Feedback recorded(UUID id) {
        Feedback feedback = all.get(id);
        if (feedback == null) {
            throw new IllegalStateException("the history gives feedback that nobody asked for");
        }
        return feedback;
    }
}
