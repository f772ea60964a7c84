package dev.kept.benchmarks;

/**
 * How thoroughly it is measured.
 *
 * @param rounds of everything that is compared, taken in turns
 * @param brief whether it is only to be seen that everything runs: then the numbers say nothing
 */
record Plan(int rounds, boolean brief) {

    /** A size, or a small one when it is brief. */
    int size(int whole, int small) {
        return brief ? small : whole;
    }

    /** In seconds: for how long one figure of one round is measured. */
    double window() {
        return brief ? 0.3 : 3;
    }
}
