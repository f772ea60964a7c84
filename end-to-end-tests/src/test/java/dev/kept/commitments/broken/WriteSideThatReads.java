package dev.kept.commitments.broken;

import dev.kept.projections.broken.ReadSideThatWrites;
import java.time.Instant;

/** Breaks two rules on purpose: proof that they are rules. */
public interface WriteSideThatReads {
    ReadSideThatWrites reads();

    default Instant now() {
        return Instant.now();
    }
}
