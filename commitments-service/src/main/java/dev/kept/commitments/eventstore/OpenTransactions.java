package dev.kept.commitments.eventstore;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Watches open transactions: those that may write entries, because readers get nothing that came after one, and the oldest of the
 * cluster that writes anything, because nothing that it may still see is cleaned up.
 */
final class OpenTransactions {

    private static final String HORIZON = """
        SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS oldest,
               pg_snapshot_xmax(pg_current_snapshot())::text::bigint AS next
        """;

    private final JdbcClient jdbc;
    private final Sampled<Age> age = new Sampled<>(this::read, Duration.ofSeconds(2));
    private final Sampled<Double> writing;
    private final Map<EntryWriters.Writer, Long> seen = new HashMap<>();
    private long oldest;
    private long seenAt;

    OpenTransactions(DataSource dataSource, MeterRegistry metrics) {
        this.jdbc = JdbcClient.create(dataSource);
        EntryWriters writers = new EntryWriters(jdbc);
        this.writing = new Sampled<>(() -> read(writers), Duration.ofSeconds(2));
        Gauge.builder("kept.store.writer.open", writing, sample -> sample.value() == null ? Double.NaN : sample.value())
                .description("For how long, at least, the oldest transaction that may write entries has been seen open")
                .baseUnit("seconds")
                .register(metrics);
        Gauge.builder("kept.store.xmin.age", age, sample -> orNaN(sample.value(), Age::transactions))
                .description("Transactions since the oldest that is still open")
                .baseUnit("transactions")
                .register(metrics);
        Gauge.builder("kept.store.xmin.open", age, sample -> orNaN(sample.value(), Age::seconds))
                .description("For how long, at least, the oldest open transaction has been seen open")
                .baseUnit("seconds")
                .register(metrics);
    }

    private double read(EntryWriters writers) {
        return StoreUnavailable.orResult(() -> age(writers.open()));
    }

    /** For how many seconds the one that was seen first has been seen. */
    private synchronized double age(List<EntryWriters.Writer> open) {
        long now = System.nanoTime();
        seen.keySet().retainAll(Set.copyOf(open));
        open.forEach(writer -> seen.putIfAbsent(writer, now));
        return seen.values().stream()
                .mapToDouble(since -> (now - since) / 1e9)
                .max()
                .orElse(0);
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
