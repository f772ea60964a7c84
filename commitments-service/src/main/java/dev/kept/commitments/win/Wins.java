package dev.kept.commitments.win;

import dev.kept.events.WinEvent;

/** Every win of a ledger. */
public record Wins() {

    public static final Wins NONE = new Wins();

    public Wins evolve(WinEvent event) {
        return this;
    }
}
