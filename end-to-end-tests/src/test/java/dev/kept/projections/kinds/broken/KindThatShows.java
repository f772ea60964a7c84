package dev.kept.projections.kinds.broken;

import dev.kept.projections.views.broken.ViewOfKinds;

/** Breaks the rule on purpose: proof that it is one. */
public interface KindThatShows {
    ViewOfKinds shown();
}
