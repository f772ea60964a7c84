package dev.kept.commitments.decision;

import dev.kept.events.DecisionEvent;

/** Every decision of a ledger. */
public record Decisions() {

    public static final Decisions NONE = new Decisions();

    public Decisions evolve(DecisionEvent event) {
        return this;
    }
}
