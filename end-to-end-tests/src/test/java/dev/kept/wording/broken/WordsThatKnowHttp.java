package dev.kept.wording.broken;

import dev.kept.http.broken.ConventionThatKnowsAService;

/** Breaks the rule on purpose: proof that it is one. */
public interface WordsThatKnowHttp {
    ConventionThatKnowsAService http();
}
