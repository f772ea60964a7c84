package dev.kept.commitments.charter;

import dev.kept.events.CharterEvent;

/** What is known of the charter. */
public record Charters() {

    public static final Charters NONE = new Charters();

    public Charters evolve(CharterEvent event) {
        return this;
    }
}
