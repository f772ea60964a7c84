package dev.kept.commitments.eventstore;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Watches what would be left if PostgreSQL were lost: the standbys that follow it, and the archive of its log. */
final class CopiesOfTheStore {

    /** Of other sessions a role without further rights sees that they follow, and not how far they have come: slots say that. */
    private static final String STATE = """
        SELECT (SELECT count(*) FROM pg_stat_replication WHERE application_name <> 'pg_basebackup') AS standbys,
               coalesce((SELECT max(pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn)) FROM pg_replication_slots
                         WHERE slot_type = 'physical' AND NOT temporary), 0)::bigint AS lag,
               (current_setting('archive_mode') <> 'off' AND EXISTS (
                   SELECT FROM pg_stat_archiver
                   WHERE last_failed_time > coalesce(last_archived_time, '-infinity')))::int AS failing
        """;

    private final JdbcClient jdbc;
    private final Sampled<State> state = new Sampled<>(this::read, Duration.ofSeconds(5));

    CopiesOfTheStore(DataSource dataSource, MeterRegistry metrics) {
        this.jdbc = JdbcClient.create(dataSource);
        Gauge.builder("kept.store.standbys", state, sample -> orNaN(sample.value(), State::standbys))
                .description("Servers that follow PostgreSQL")
                .register(metrics);
        Gauge.builder("kept.store.standby.lag", state, sample -> orNaN(sample.value(), State::lag))
                .description("Log that PostgreSQL keeps because a standby has not got it yet")
                .baseUnit("bytes")
                .register(metrics);
        Gauge.builder("kept.store.archive.failing", state, sample -> orNaN(sample.value(), State::failing))
                .description("Whether the last attempt to archive a file of PostgreSQL's log failed")
                .register(metrics);
    }

    /** @param failing 1 or 0 */
    private record State(long standbys, long lag, long failing) {}

    private interface Part {
        double of(State state);
    }

    private State read() {
        return StoreUnavailable.orResult(() -> jdbc.sql(STATE)
                .query((row, number) -> new State(row.getLong("standbys"), row.getLong("lag"), row.getLong("failing")))
                .single());
    }

    private static double orNaN(@Nullable State state, Part part) {
        return state == null ? Double.NaN : part.of(state);
    }
}
