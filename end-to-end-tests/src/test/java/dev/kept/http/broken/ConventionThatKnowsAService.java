package dev.kept.http.broken;

import dev.kept.events.Entry;

/** Breaks the rule on purpose: proof that it is one. */
public interface ConventionThatKnowsAService {
    Entry entry();
}
