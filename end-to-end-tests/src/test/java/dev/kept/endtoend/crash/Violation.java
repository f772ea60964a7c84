package dev.kept.endtoend.crash;

/** Something that Kept promises did not hold. */
final class Violation extends Exception {
    Violation(String what) {
        super(what);
    }
}
