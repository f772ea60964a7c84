package dev.kept.commitments.eventstore;

import dev.kept.commitments.jdbc.JdbcArrays;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Writes many entries by one statement, and their disclosures by another. */
public final class EntryRows {

    private static final String INSERT_ENTRIES = """
        INSERT INTO commitments.entry
            (ledger_id, sequence, event_id, type, recorded_at, command_id, command_index, command_digest, statement,
             root, nodes)
        SELECT ledger_id, sequence, event_id, type, timestamptz 'epoch' + recorded * interval '1 millisecond',
               command_id, command_index, command_digest, statement, root, nodes
        FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) WITH ORDINALITY AS entries
            (ledger_id, sequence, event_id, type, recorded, command_id, command_index, command_digest, statement, root,
             nodes, place)
        ORDER BY place
        ON CONFLICT DO NOTHING
        """;

    /** Only rows of the present transaction: another's under the same key is what was in the way. */
    private static final String INSERTED = """
        SELECT e.ledger_id, e.sequence
        FROM unnest(?, ?) AS wanted (ledger_id, sequence) JOIN commitments.entry e USING (ledger_id, sequence)
        WHERE e.xid = pg_current_xact_id()
        """;

    private static final String INSERT_DISCLOSURES = """
        INSERT INTO commitments.disclosure (ledger_id, sequence, field, disclosure)
        SELECT * FROM unnest(?, ?, ?, ?)
        """;

    private EntryRows() {}

    /**
     * Inserts the entries in the order given: one ledger's must ascend. Must be the transaction's first write, for readers order by
     * transaction.
     *
     * @param nodes what each adds to its ledger's tree; empty to leave that to {@link TreeBackfill}
     * @return how many were inserted; fewer than given when a sequence or a command id was taken
     */
    public static int insertEntries(Connection connection, List<EntryRow> rows, List<TreeNodes> nodes)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT_ENTRIES)) {
            JdbcArrays.set(insert, 1, "uuid", rows, row -> row.key().ledger());
            JdbcArrays.set(insert, 2, "int8", rows, row -> row.key().sequence());
            JdbcArrays.set(insert, 3, "uuid", rows, EntryRow::event);
            JdbcArrays.set(insert, 4, "text", rows, EntryRow::type);
            JdbcArrays.set(insert, 5, "int8", rows, row -> row.recorded().toEpochMilli());
            JdbcArrays.set(insert, 6, "uuid", rows, EntryRow::command);
            JdbcArrays.set(insert, 7, "int2", rows, row -> row.command() == null ? null : (short) row.commandIndex());
            JdbcArrays.set(insert, 8, "text", rows, row -> row.command() == null ? null : row.commandDigest());
            JdbcArrays.setBytes(insert, 9, rows, EntryRow::statement);
            // Shorter arrays are filled up with nulls.
            JdbcArrays.setBytes(insert, 10, nodes, TreeNodes::root);
            JdbcArrays.setBytes(insert, 11, nodes, TreeNodes::hashes);
            return insert.executeUpdate();
        }
    }

    /** Those of the entries that this transaction has inserted. */
    static Set<EntryKey> inserted(Connection connection, List<EntryRow> rows) throws SQLException {
        Set<EntryKey> inserted = new HashSet<>();
        try (PreparedStatement query = connection.prepareStatement(INSERTED)) {
            JdbcArrays.set(query, 1, "uuid", rows, row -> row.key().ledger());
            JdbcArrays.set(query, 2, "int8", rows, row -> row.key().sequence());
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    inserted.add(new EntryKey(row.getObject(1, UUID.class), row.getLong(2)));
                }
            }
        }
        return inserted;
    }

    /** Inserts the disclosures of entries inserted before. */
    public static void insertDisclosures(Connection connection, List<EntryRow> rows) throws SQLException {
        List<Sealed> sealed = new ArrayList<>();
        for (EntryRow row : rows) {
            row.disclosures().forEach(text -> sealed.add(new Sealed(row.key(), text.field(), text.encoded())));
        }
        if (sealed.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(INSERT_DISCLOSURES)) {
            JdbcArrays.set(insert, 1, "uuid", sealed, text -> text.key().ledger());
            JdbcArrays.set(insert, 2, "int8", sealed, text -> text.key().sequence());
            JdbcArrays.set(insert, 3, "text", sealed, Sealed::field);
            JdbcArrays.set(insert, 4, "text", sealed, Sealed::encoded);
            insert.executeUpdate();
        }
    }

    private record Sealed(EntryKey key, String field, String encoded) {}
}
