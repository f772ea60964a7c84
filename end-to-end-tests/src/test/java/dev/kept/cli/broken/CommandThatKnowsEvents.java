package dev.kept.cli.broken;

import dev.kept.events.Entry;

/** Breaks the rule on purpose: proof that it is one. */
public interface CommandThatKnowsEvents {
    Entry entry();
}
