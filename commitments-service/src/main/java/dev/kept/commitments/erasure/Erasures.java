package dev.kept.commitments.erasure;

import dev.kept.events.ErasureEvent;

/** Proposals to erase. */
public record Erasures() {

    public static final Erasures NONE = new Erasures();

    public Erasures evolve(ErasureEvent event) {
        return this;
    }
}
