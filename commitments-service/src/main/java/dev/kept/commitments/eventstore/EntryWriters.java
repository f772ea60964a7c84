package dev.kept.commitments.eventstore;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The transactions that may write entries: those with a lock on the table that allows it. */
final class EntryWriters {

    /** Of {@code pg_locks}, as {@code l}. */
    static final String HOLDS_LOCK = """
        (l.granted AND l.locktype = 'relation' AND l.relation = 'commitments.entry'::regclass
         AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
         AND l.mode IN ('RowExclusiveLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock'))\
        """;

    private static final String OPEN = """
        SELECT DISTINCT l.pid, coalesce(nullif(a.application_name, ''), 'no name given') AS application
        FROM pg_locks l LEFT JOIN pg_stat_activity a USING (pid)
        WHERE l.pid IS NOT NULL AND %s
        """.formatted(HOLDS_LOCK);

    private final JdbcClient jdbc;

    EntryWriters(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A backend of PostgreSQL, and what its client calls itself. */
    record Writer(int pid, String application) {}

    List<Writer> open() {
        return jdbc.sql(OPEN)
                .query((row, number) -> new Writer(row.getInt("pid"), row.getString("application")))
                .list();
    }
}
