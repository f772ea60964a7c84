package dev.kept.commitments.lane;

import org.junit.jupiter.api.Test;

class LaneSimulationTest {

    private static final long SEEDS = Long.getLong("kept.simulation.seeds", 10_000);

    /** {@code -Dkept.simulation.seed} runs one alone. */
    @Test
    void whatever_happens_in_whatever_order_each_answer_says_what_is_stored() {
        Long one = Long.getLong("kept.simulation.seed");
        long first = one == null ? 0 : one;
        long last = one == null ? SEEDS - 1 : one;
        for (long seed = first; seed <= last; seed++) {
            try {
                new LaneSimulation(seed).run();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("with the seed " + seed, e);
            }
        }
    }
}
