package dev.kept.broken.egg;

import dev.kept.broken.chicken.Chicken;

/** Breaks the rule on purpose: proof that it is one. */
public interface Egg {
    Chicken hatch();
}
