package dev.kept.commitments.eventstore;

import dev.kept.local.Credentials;
import dev.kept.local.KeptDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One row for each transaction, by a connection of its own and a statement that is its own transaction: one round trip. The table has a
 * primary key and holds as many bytes as a statement; no index, trigger, text or tree beside it.
 */
public final class RawInserts implements AutoCloseable {

    private static final String TABLE = """
        CREATE TABLE IF NOT EXISTS commitments.raw_insert
            (ledger_id uuid, sequence bigint, statement bytea NOT NULL, PRIMARY KEY (ledger_id, sequence))
        """;

    private static final String INSERT = "INSERT INTO commitments.raw_insert VALUES (?, ?, ?)";

    private static final String COUNT = "SELECT count(*) FROM commitments.raw_insert WHERE ledger_id = ?";

    /** About what the statement of an update takes. */
    private static final int STATEMENT_BYTES = 640;

    private final Connection connection;
    private final PreparedStatement insert;
    private final UUID ledger = UUID.randomUUID();
    private final byte[] statement = new byte[STATEMENT_BYTES];
    private long next;

    RawInserts(KeptDatabase database) throws SQLException {
        Credentials owner = database.commitmentsOwner();
        connection = DriverManager.getConnection(database.jdbcUrl(), owner.username(), owner.password());
        try (Statement create = connection.createStatement()) {
            create.execute(TABLE);
        }
        insert = connection.prepareStatement(INSERT);
        ThreadLocalRandom.current().nextBytes(statement);
    }

    /** Returns when the row is committed. */
    public void insert() throws SQLException {
        insert.setObject(1, ledger);
        insert.setLong(2, next++);
        insert.setBytes(3, statement);
        insert.executeUpdate();
    }

    /**
     * Makes sure that each row is there.
     *
     * @throws IllegalStateException when a figure must not be given
     */
    public void require() throws SQLException {
        try (PreparedStatement count = connection.prepareStatement(COUNT)) {
            count.setObject(1, ledger);
            try (var row = count.executeQuery()) {
                row.next();
                if (row.getLong(1) != next) {
                    throw new IllegalStateException("of " + next + " rows there are " + row.getLong(1));
                }
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
