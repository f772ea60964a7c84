package dev.kept.commitments.eventstore;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which of its histories PostgreSQL goes on with. A standby that takes the place of its primary begins another timeline, and may lack what the
 * one before had committed: nothing is written there before it has been compared with Kafka. A timeline that was left is not written to any more.
 * See ADR 0111.
 */
public final class StoreTimeline {

    /** The name of a file of the log begins with its timeline. Fails on a server that follows another one. */
    private static final String NOW = "SELECT left(pg_walfile_name(pg_current_wal_insert_lsn()), 8)";

    private static final Logger log = LoggerFactory.getLogger(StoreTimeline.class);

    private final CommandGate gate;
    private volatile @Nullable String compared;
    private volatile Runnable comparison = () -> {};
    private volatile String told = "";

    /** @param gate is shut when the timeline is another one, until that has been compared */
    public StoreTimeline(CommandGate gate) {
        this.gate = gate;
    }

    /** The timeline of a session's server, eight hexadecimal digits, which grow. */
    public static String of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(NOW)) {
            row.next();
            return row.getString(1);
        }
    }

    /** @param comparison is run when the timeline is another one than was compared, by whoever notices it; returns at once */
    public void onChange(Runnable comparison) {
        this.comparison = comparison;
    }

    /** Whether this timeline comes before the one that was compared last: its server was left for another one. */
    public boolean isLeft(String timeline) {
        String last = compared;
        return last != null && timeline.compareTo(last) < 0;
    }

    /** The store is complete on this timeline. */
    public void compared(String timeline) {
        compared = timeline;
    }

    /** Whatever timeline it is, it counts as compared, until one is. */
    public void unchecked() {
        compared = null;
    }

    /**
     * Makes sure that a session writes to the timeline that was compared last, or that none was yet.
     *
     * @throws SQLException when it would not
     */
    void require(Connection connection) throws SQLException {
        String last = compared;
        if (last == null) {
            return;
        }
        String now = of(connection);
        if (now.equals(last)) {
            return;
        }
        if (isLeft(now)) {
            if (!now.equals(told)) {
                told = now;
                log.error(
                        "A PostgreSQL on timeline {} answers in place of the one on timeline {}, which came after it. Nothing is"
                                + " written there: stop it.",
                        now,
                        last);
            }
        } else if (gate.state() == CommandGate.State.OPEN) {
            log.warn(
                    "PostgreSQL is on timeline {}, after {}: it is compared with Kafka before it takes entries.",
                    now,
                    last);
            gate.is(CommandGate.State.CHECKING);
            comparison.run();
        }
        throw new SQLException("The store's timeline has not been compared with Kafka.", "08004");
    }
}
