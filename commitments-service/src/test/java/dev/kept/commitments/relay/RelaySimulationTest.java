package dev.kept.commitments.relay;

import org.junit.jupiter.api.Test;

/**
 * Mutations that were tried by hand, each of which it finds: the position is saved before the commit, or moves on with what is only read; a leader's
 * producer is not fenced by the next one's; erased texts are not deleted from the store, or nothing is sent of them; of a long batch only the first portion of texts is sent; a commit that
 * failed is taken for done.
 */
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
