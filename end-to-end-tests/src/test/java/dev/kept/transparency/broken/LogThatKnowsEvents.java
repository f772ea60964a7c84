package dev.kept.transparency.broken;

import dev.kept.events.Entry;

/** Breaks the rule on purpose: proof that it is one. */
public interface LogThatKnowsEvents {
    Entry entry();
}
