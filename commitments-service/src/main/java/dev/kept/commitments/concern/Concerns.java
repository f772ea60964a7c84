package dev.kept.commitments.concern;

import dev.kept.events.ConcernEvent;

/** Every concern of a ledger. */
public record Concerns() {

    public static final Concerns NONE = new Concerns();

    public Concerns evolve(ConcernEvent event) {
        return this;
    }
}
