package dev.kept.projections.store.rebuild;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How far a rebuild is.
 *
 * @param done records applied, of both topics
 * @param total records there are so far
 * @param perSecond records applied a second, on average since the start
 * @param left the time it will take at that rate; null while there is no rate
 */
public record Progress(
        Phase phase,
        long done,
        long total,
        long perSecond,
        @Nullable Duration left) {

    public enum Phase {
        PREPARING,
        FILLING,
        INDEXING,
        CATCHING_UP,
        SWAPPING,
        TIDYING_UP,
        DONE
    }
}
