package dev.kept.commitments.closure;

import dev.kept.events.ClosureEvent;

/** Whether the ledger is open. */
public record Closure() {

    public static final Closure NONE = new Closure();

    public Closure evolve(ClosureEvent event) {
        return this;
    }
}
