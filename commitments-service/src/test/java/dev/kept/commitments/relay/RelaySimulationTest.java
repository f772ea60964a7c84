package dev.kept.commitments.relay;

import org.junit.jupiter.api.Test;

class RelaySimulationTest {

    private static final long SEEDS = Long.getLong("kept.simulation.seeds", 10_000);

    /** {@code -Dkept.simulation.seed} runs one alone. */
    @Test
    void whatever_happens_in_whatever_order_kafka_has_every_entry_in_order_and_no_text_that_is_erased() {
        Long one = Long.getLong("kept.simulation.seed");
        long first = one == null ? 0 : one;
        long last = one == null ? SEEDS - 1 : one;
        for (long seed = first; seed <= last; seed++) {
            try {
                new RelaySimulation(seed).run();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("with the seed " + seed, e);
            }
        }
    }
}
