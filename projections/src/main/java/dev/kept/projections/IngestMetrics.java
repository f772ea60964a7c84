package dev.kept.projections;

import dev.kept.projections.store.ingest.Ingest;
import dev.kept.projections.store.ingest.Observer;
import dev.kept.projections.store.ingest.Topics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

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

    /** @param readModels may be asked at any time how many ledgers do not go on */
    void watch(Ingest ingest, Topics topics, DataSource readModels) {
        JdbcClient sql = JdbcClient.create(readModels);
        Gauge.builder("kept.projections.halted", sql, it -> count(it, "halted"))
                .description("ledgers whose next entry is missing or cannot be applied, for the whole cluster")
                .register(registry);
        Gauge.builder("kept.projections.parked", sql, it -> count(it, "parked"))
                .description("records that could not be applied and are kept aside, for the whole cluster")
                .register(registry);
        Gauge.builder("kept.projections.contradicted", sql, it -> count(it, "contradiction"))
                .description("ledgers whose entries are not those whose tree head was signed, for the whole cluster")
                .register(registry);
        Gauge.builder("kept.projections.heads.pending", sql, it -> count(it, "pending_head"))
                .description("signed tree heads not compared yet, for the whole cluster")
                .register(registry);
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

    private static double count(JdbcClient sql, String table) {
        try {
            return sql.sql("select count(*) from " + table).query(Long.class).single();
        } catch (DataAccessException e) {
            return Double.NaN;
        }
    }

    @Override
    public void committed(Committed committed) {
        batches.record(committed.records());
        commits.record(committed.nanos(), TimeUnit.NANOSECONDS);
        entries.increment(committed.entries());
    }
}
