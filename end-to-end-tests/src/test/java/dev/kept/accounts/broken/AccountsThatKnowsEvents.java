package dev.kept.accounts.broken;

import dev.kept.events.Entry;

/** Breaks the rule on purpose: proof that it is one. */
public interface AccountsThatKnowsEvents {
    Entry entry();
}
