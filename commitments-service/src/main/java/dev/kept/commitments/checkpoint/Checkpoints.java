package dev.kept.commitments.checkpoint;

import dev.kept.events.CheckpointEvent;

/** Every checkpoint of a ledger. */
public record Checkpoints() {

    public static final Checkpoints NONE = new Checkpoints();

    public Checkpoints evolve(CheckpointEvent event) {
        return this;
    }
}
