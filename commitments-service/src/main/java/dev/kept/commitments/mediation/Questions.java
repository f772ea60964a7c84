package dev.kept.commitments.mediation;

import dev.kept.events.QuestionEvent;

/** Every question a mediator asked. */
public record Questions() {

    public static final Questions NONE = new Questions();

    public Questions evolve(QuestionEvent event) {
        return this;
    }
}
