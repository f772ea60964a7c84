package dev.kept.subscriptions.broken;

import dev.kept.projections.broken.ReadSideThatWrites;

/** Breaks the rule on purpose: proof that it is one. */
public interface SubscriptionThatReadsTables {
    ReadSideThatWrites reads();
}
