package dev.kept.commitments.lane;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;

/** How many commands share a commit. */
final class BatchSizes {

    private final DistributionSummary commands;

    BatchSizes(MeterRegistry metrics) {
        commands = DistributionSummary.builder("kept.store.batch")
                .description("Commands committed by one transaction")
                .register(metrics);
    }

    void record(int size) {
        commands.record(size);
    }
}
