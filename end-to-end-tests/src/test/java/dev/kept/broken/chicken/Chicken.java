package dev.kept.broken.chicken;

import dev.kept.broken.egg.Egg;

/** Breaks the rule on purpose: proof that it is one. */
public interface Chicken {
    Egg lay();
}
