package dev.kept.projections.reading;

import java.time.Instant;

/** A point in a ledger's past. */
public sealed interface AsOf {

    /** Right after an entry. */
    record Sequence(long sequence) implements AsOf {}

    /** After the last entry recorded at or before an instant. */
    record At(Instant instant) implements AsOf {}
}
