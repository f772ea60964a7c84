package dev.kept.commitments.mediation;

import dev.kept.events.FindingEvent;

/** Every finding of a mediator. */
public record Findings() {

    public static final Findings NONE = new Findings();

    public Findings evolve(FindingEvent event) {
        return this;
    }
}
