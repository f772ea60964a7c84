package dev.kept.projections;

import dev.kept.projections.ingest.Ingest;
import dev.kept.projections.ingest.Observer;
import dev.kept.projections.ingest.Topics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** What operators see of the ingest: numbers only. */
final class IngestMetrics implements Observer {

    private final MeterRegistry registry;
    private final DistributionSummary batches;
    private final Timer commits;
    private final Counter entries;

    IngestMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.batches = DistributionSummary.builder("kept.projections.batch.records")
                .description("records of both topics in a batch")
                .register(registry);
        this.commits = Timer.builder("kept.projections.batch.duration")
                .description("from records to commit")
                .register(registry);
        this.entries = Counter.builder("kept.projections.entries")
                .description("entries brought into the read models")
                .register(registry);
    }

    void watch(Ingest ingest, Topics topics) {
        for (String topic : new String[] {topics.statements(), topics.disclosures()}) {
            Gauge.builder("kept.projections.lag", ingest, it -> it.state().lag().getOrDefault(topic, 0L))
                    .description("records not applied yet")
                    .tag("topic", topic)
                    .register(registry);
        }
        Gauge.builder(
                        "kept.projections.partitions",
                        ingest,
                        it -> it.state().partitions().size())
                .description("partitions this process feeds from")
                .register(registry);
        Gauge.builder(
                        "kept.projections.waiting",
                        ingest,
                        it -> it.state().waitingFor().size())
                .description("feeds that wait for Kafka or PostgreSQL")
                .register(registry);
    }

    @Override
    public void committed(Committed committed) {
        batches.record(committed.records());
        commits.record(committed.nanos(), TimeUnit.NANOSECONDS);
        entries.increment(committed.entries());
    }
}
