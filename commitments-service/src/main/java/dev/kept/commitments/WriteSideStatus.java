package dev.kept.commitments;

import dev.kept.commitments.eventstore.ReaderPositions;
import dev.kept.commitments.evidence.KeptFiles;
import dev.kept.commitments.notary.Notary;
import dev.kept.commitments.relay.Relay;
import dev.kept.http.status.StatusLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** How the write side stands, as its tables say, whether or not a service runs. */
public final class WriteSideStatus {

    /** Entries; above that something does not keep up, or is away. */
    private static final long USUALLY_WAITING = 1_000;

    private static final Duration USUALLY_OVERDUE = Duration.ofMinutes(1);

    /** Transactions since the oldest that is still open. */
    private static final long USUALLY_SINCE_THE_OLDEST = 100_000;

    private static final String HELD = "select ledger_id::text from commitments.relay_hold order by held_at";

    private static final String CONTRADICTED =
            "select distinct ledger_id::text from commitments.contradicting_head order by 1";

    private static final String OVERDUE = """
        select coalesce(extract(epoch from clock_timestamp() - min(at)), 0)::bigint
          from commitments.due_instant where kind in ('DUE', 'CONFIRMATION') and at < clock_timestamp()
        """;

    /** Counted, not timed: when a transaction of another role began, this role may not see. */
    private static final String SINCE_THE_OLDEST = """
        select pg_snapshot_xmax(now)::text::bigint - pg_snapshot_xmin(now)::text::bigint from pg_current_snapshot() as now
        """;

    private static final String ARCHIVE_FAILS_SINCE = """
        select case when current_setting('archive_mode') = 'off' or last_failed_time is null
                      or last_failed_time < coalesce(last_archived_time, '-infinity') then 0
                    else greatest(1, coalesce(extract(epoch from clock_timestamp() - coalesce(last_archived_time, stats_reset)), 1)) end::bigint
          from pg_stat_archiver
        """;

    private WriteSideStatus() {}

    /** @param username may select from the schema {@code commitments} */
    public static List<StatusLine> of(String jdbcUrl, String username, String password) {
        SingleConnectionDataSource connection = new SingleConnectionDataSource(jdbcUrl, username, password, true);
        try {
            JdbcClient sql = JdbcClient.create(connection);
            ReaderPositions positions = new ReaderPositions(connection);
            List<StatusLine> lines = new ArrayList<>();
            lines.add(StatusLine.few(
                    "waiting for the relay",
                    positions.waitingFor(Relay.READER),
                    USUALLY_WAITING,
                    "entries",
                    "Kafka does not have them yet. See that Kafka runs and a commitments-service leads; it catches up by"
                            + " itself."));
            lines.add(ledgers(
                    sql,
                    HELD,
                    "held by the relay",
                    "Their entries are out of order in the store. Compare store and log with 'reconcile'."));
            lines.add(StatusLine.few(
                    "waiting for a signed head",
                    positions.waitingFor(Notary.READER),
                    USUALLY_WAITING,
                    "entries",
                    "No published tree head covers them yet. See that Kafka runs and a commitments-service leads."));
            lines.add(ledgers(
                    sql,
                    CONTRADICTED,
                    "contradicted by a signed head",
                    "The store is not the one that was signed. See 'When a head contradicts the store' in"
                            + " docs/operations.md, and keep everything as it is until you know why."));
            lines.add(seconds(
                    "deadlines not recorded",
                    sql.sql(OVERDUE).query(Long.class).single(),
                    USUALLY_OVERDUE,
                    "The oldest passed that long ago. See that a commitments-service runs and leads."));
            lines.add(StatusLine.few(
                    "since the oldest that is open",
                    sql.sql(SINCE_THE_OLDEST).query(Long.class).single(),
                    USUALLY_SINCE_THE_OLDEST,
                    "transactions",
                    "PostgreSQL cannot clean up what the oldest may still see. Find it in pg_stat_activity, and end it if"
                            + " nobody needs it."));
            lines.add(seconds(
                    "since anything could be archived",
                    sql.sql(ARCHIVE_FAILS_SINCE).query(Long.class).single(),
                    Duration.ZERO,
                    "PostgreSQL's log cannot be copied to the archive, and stays on its disk until it can. See that the archive"
                            + " can be written and has room."));
            lines.addAll(KeptFiles.of(sql).status());
            return lines;
        } finally {
            connection.destroy();
        }
    }

    private static StatusLine ledgers(JdbcClient sql, String select, String what, String advice) {
        return StatusLine.ledgers(
                what, sql.sql(select).query((row, number) -> row.getString(1)).list(), advice);
    }

    private static StatusLine seconds(String what, long seconds, Duration usual, String advice) {
        return StatusLine.few(what, seconds, usual.toSeconds(), "s", advice);
    }
}
