package dev.kept.commitments.eventstore;

import dev.kept.commitments.jdbc.JdbcArrays;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores the entries of many commands, with their texts, by one statement that is its own transaction: one round trip and one commit.
 * When the connection is lost on the way, the database is asked on another one what became of it. See ADR 0076.
 */
public final class EntryStore implements AppendStore {

    private static final Stored STORED = new Stored();

    /**
     * For each command: whether its very entry is there, its command id is, or its ledger does not end before it. Only the first command
     * on a ledger can be asked for its predecessor.
     */
    private static final String STANDING = """
        SELECT EXISTS (SELECT FROM commitments.entry e
                       WHERE e.ledger_id = w.ledger_id AND e.sequence = w.sequence AND e.event_id = w.event_id),
               EXISTS (SELECT FROM commitments.entry e
                       WHERE e.ledger_id = w.ledger_id AND e.command_id = w.command_id),
               EXISTS (SELECT FROM commitments.entry e WHERE e.ledger_id = w.ledger_id AND e.sequence = w.sequence)
               OR (w.first AND w.sequence > 0 AND NOT EXISTS (
                       SELECT FROM commitments.entry e
                       WHERE e.ledger_id = w.ledger_id AND e.sequence = w.sequence - 1))
        FROM unnest(?, ?, ?, ?, ?) WITH ORDINALITY AS w (ledger_id, sequence, event_id, command_id, first, place)
        ORDER BY w.place
        """;

    private static final String IS_RECORDED = """
        SELECT 1 FROM commitments.entry WHERE ledger_id = ? AND command_id = ? LIMIT 1
        """;

    private static final int ATTEMPTS = 2;

    private static final Logger log = LoggerFactory.getLogger(EntryStore.class);

    private final DataSource dataSource;
    private final CommitSignal signal;
    private final AtomicBoolean away = new AtomicBoolean();

    /** @param dataSource of connections that commit by themselves, one for each thread that stores at a time */
    public EntryStore(DataSource dataSource, CommitSignal signal) {
        this.dataSource = dataSource;
        this.signal = signal;
    }

    /** An interruption of the thread meanwhile is no reason to stop, and stands afterwards. */
    @Override
    public Result store(List<Append> appends) {
        // A virtual thread that is interrupted closes the socket that it reads from.
        boolean interrupted = Thread.interrupted();
        try {
            boolean unknown = false;
            for (int attempt = 1; ; attempt++) {
                try {
                    Result result = attempt(appends);
                    reportBack();
                    return result;
                } catch (Lost e) {
                    unknown |= e.mayHaveCommitted;
                    interrupted |= Thread.interrupted();
                    // Most often a connection from before a restart of PostgreSQL; the next one is new. What was
                    // committed after all
                    // stands in the way of the next attempt, and is known again by its ids.
                    if (attempt == ATTEMPTS) {
                        reportAway(e.getCause());
                        throw unknown
                                ? StoreUnavailable.unknown()
                                : StoreUnavailable.notRecorded("The store does not answer.");
                    }
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Result attempt(List<Append> appends) throws Lost {
        try (Lent lent = lend()) {
            Result result = insert(lent.connection(), appends);
            if (result instanceof Stored) {
                signal.raise();
            }
            return result;
        } catch (SQLException e) {
            throw new Lost(e, false);
        }
    }

    private static Result insert(Connection connection, List<Append> appends) throws Lost, SQLException {
        SQLException refusal;
        try {
            EntryRows.insert(connection, appends);
            return STORED;
        } catch (SQLException e) {
            if (!SqlStates.isAboutTheRows(e)) {
                throw new Lost(e, SqlStates.mayHaveCommitted(e));
            }
            refusal = e;
        }
        Result standing = standing(connection, appends);
        return standing instanceof InTheWay way
                        && way.repeated().isEmpty()
                        && way.overtaken().isEmpty()
                ? new Refused(SqlStates.isConcurrency(refusal), String.valueOf(refusal.getSQLState()))
                : standing;
    }

    private static Result standing(Connection connection, List<Append> appends) throws SQLException {
        Set<Append> repeated = new HashSet<>();
        Set<UUID> overtaken = new HashSet<>();
        boolean ours = true;
        List<EntryRow> first =
                appends.stream().map(append -> append.rows().getFirst()).toList();
        Set<UUID> ledgers = new HashSet<>();
        List<Boolean> begins =
                first.stream().map(row -> ledgers.add(row.key().ledger())).toList();
        try (PreparedStatement query = connection.prepareStatement(STANDING)) {
            JdbcArrays.set(query, 1, "uuid", first, row -> row.key().ledger());
            JdbcArrays.set(query, 2, "int8", first, row -> row.key().sequence());
            JdbcArrays.set(query, 3, "uuid", first, EntryRow::event);
            JdbcArrays.set(query, 4, "uuid", first, EntryRow::command);
            JdbcArrays.set(query, 5, "bool", begins, begin -> begin);
            try (ResultSet row = query.executeQuery()) {
                for (Append append : appends) {
                    row.next();
                    ours &= row.getBoolean(1);
                    if (row.getBoolean(2)) {
                        repeated.add(append);
                    }
                    if (row.getBoolean(3)) {
                        overtaken.add(append.ledger());
                    }
                }
            }
        }
        if (!ours) {
            return new InTheWay(repeated, overtaken);
        }
        try (Statement confirmation = connection.createStatement()) {
            confirmation.execute(RecordedCommands.CONFIRM);
        }
        return STORED;
    }

    @Override
    public boolean isRecorded(UUID ledger, UUID command) {
        try (Lent lent = lend();
                PreparedStatement query = lent.connection().prepareStatement(IS_RECORDED)) {
            query.setObject(1, ledger);
            query.setObject(2, command);
            try (ResultSet row = query.executeQuery()) {
                return row.next();
            }
        } catch (SQLException e) {
            throw StoreUnavailable.notRecorded("The store does not answer.");
        }
    }

    private Lent lend() throws SQLException {
        return new Lent(dataSource.getConnection());
    }

    /** Given back, whatever happens then: it changes nothing about what was committed. */
    private record Lent(Connection connection) implements AutoCloseable {
        @Override
        public void close() {
            try {
                connection.close();
            } catch (SQLException e) {
                log.debug("A connection could not be given back", e);
            }
        }
    }

    /** The database has not answered. */
    private static final class Lost extends Exception {
        private final boolean mayHaveCommitted;

        Lost(SQLException cause, boolean mayHaveCommitted) {
            super(cause);
            this.mayHaveCommitted = mayHaveCommitted;
        }
    }

    private void reportAway(@Nullable Throwable cause) {
        if (away.compareAndSet(false, true)) {
            log.warn(
                    "PostgreSQL does not take entries; commands are refused until it does: {}",
                    SqlStates.summary(cause));
        }
    }

    private void reportBack() {
        if (away.get() && away.compareAndSet(true, false)) {
            log.info("PostgreSQL takes entries again");
        }
    }
}
