package dev.kept.projections.broken;

import dev.kept.commitments.broken.WriteSideThatReads;

/** Breaks the rule on purpose: proof that it is one. */
public interface ReadSideThatWrites {
    WriteSideThatReads writes();
}
