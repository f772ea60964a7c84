package dev.kept.subscriptions.broken;

import dev.kept.commitments.broken.WriteSideThatReads;

/** Breaks the rule on purpose: proof that it is one. */
public interface SubscriptionThatWrites {
    WriteSideThatReads writes();
}
