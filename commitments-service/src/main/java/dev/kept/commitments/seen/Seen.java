package dev.kept.commitments.seen;

import dev.kept.events.SeenEvent;

/** Who saw which entries. */
public record Seen() {

    public static final Seen NONE = new Seen();

    public Seen evolve(SeenEvent event) {
        return this;
    }
}
