package dev.kept.projections.store.kind;

import java.time.Instant;
import java.util.Set;

/**
 * How to see what is open about items of a kind.
 *
 * @param states in which something can wait or be ahead; empty for any
 */
public record Opening<B>(Set<String> states, Reader<B> reader) {

    public Opening {
        states = Set.copyOf(states);
    }

    /** What is open about an item at an instant. */
    @FunctionalInterface
    public interface Reader<B> {
        OpenItem open(B brief, Instant at);
    }
}
