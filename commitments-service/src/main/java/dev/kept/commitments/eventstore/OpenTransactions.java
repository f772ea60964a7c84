package dev.kept.commitments.eventstore;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Watches the oldest open write transaction of the cluster: while it lasts, readers get nothing that came after it. */
final class OpenTransactions {

    private static final String HORIZON = """
        SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS oldest,
               pg_snapshot_xmax(pg_current_snapshot())::text::bigint AS next
        """;

    private final JdbcClient jdbc;
    private final Sampled<Age> age = new Sampled<>(this::read, Duration.ofSeconds(2));
    private long oldest;
    private long seenAt;

    OpenTransactions(DataSource dataSource, MeterRegistry metrics) {
        this.jdbc = JdbcClient.create(dataSource);
        Gauge.builder("kept.store.xmin.age", age, sample -> orNaN(sample.value(), Age::transactions))
                .description("Transactions since the oldest that is still open")
                .baseUnit("transactions")
                .register(metrics);
        Gauge.builder("kept.store.xmin.open", age, sample -> orNaN(sample.value(), Age::seconds))
                .description("For how long, at least, the oldest open transaction has been seen open")
                .baseUnit("seconds")
                .register(metrics);
    }

    private record Age(long transactions, double seconds) {}

    private interface Part {
        double of(Age age);
    }

    private Age read() {
        return StoreUnavailable.orResult(() -> jdbc.sql(HORIZON)
                .query((row, number) -> age(row.getLong("oldest"), row.getLong("next")))
                .single());
    }

    private Age age(long nowOldest, long next) {
        long now = System.nanoTime();
        if (nowOldest != oldest || nowOldest == next) {
            oldest = nowOldest;
            seenAt = now;
        }
        return new Age(next - nowOldest, (now - seenAt) / 1e9);
    }

    private static double orNaN(@Nullable Age age, Part part) {
        return age == null ? Double.NaN : part.of(age);
    }
}
