package dev.kept.commitments.feedback;

import dev.kept.events.FeedbackEvent;

/** Every piece of feedback of a ledger. */
public record Feedbacks() {

    public static final Feedbacks NONE = new Feedbacks();

    public Feedbacks evolve(FeedbackEvent event) {
        return this;
    }
}
