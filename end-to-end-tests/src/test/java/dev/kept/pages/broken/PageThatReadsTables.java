package dev.kept.pages.broken;

import dev.kept.projections.broken.ReadSideThatWrites;

/** Breaks the rule on purpose: proof that it is one. */
public interface PageThatReadsTables {
    ReadSideThatWrites reads();
}
