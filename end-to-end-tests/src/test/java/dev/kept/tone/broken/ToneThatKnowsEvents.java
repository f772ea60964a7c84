package dev.kept.tone.broken;

import dev.kept.events.Entry;

/** Breaks the rule on purpose: proof that it is one. */
public interface ToneThatKnowsEvents {
    Entry entry();
}
