package dev.kept.commitments.eventstore;

import dev.kept.commitments.jdbc.JdbcArrays;
import dev.kept.events.Disclosure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;

/** Writes entries and their disclosures. */
public final class EntryRows {

    /** With a further column, or without. */
    private static final String ENTRIES_WITH = """
        INSERT INTO commitments.entry
            (ledger_id, sequence, event_id, type, recorded_at, command_id, command_index, command_digest, statement,
             root, nodes%1$s)
        SELECT ledger_id, sequence, event_id, type, timestamptz 'epoch' + recorded * interval '1 millisecond',
               command_id, command_index, command_digest, statement, root, nodes%1$s
        FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?%2$s) WITH ORDINALITY AS entries
            (ledger_id, sequence, event_id, type, recorded, command_id, command_index, command_digest, statement, root,
             nodes%1$s, place)
        ORDER BY place
        """;

    private static final String ENTRIES = ENTRIES_WITH.formatted("", "");

    private static final String INSERT_NEW_ENTRIES = ENTRIES + "ON CONFLICT DO NOTHING";

    private static final String INSERT_DISCLOSURES = """
        INSERT INTO commitments.disclosure (ledger_id, sequence, field, disclosure)
        SELECT * FROM unnest(?, ?, ?, ?)
        """;

    /** Entries come first in their transaction: the texts wait until all of them have been inserted. */
    private static final String INSERT_BOTH = both(ENTRIES);

    /** As {@link #INSERT_BOTH}, where the trace of a command is recorded: few are, so that the others pay nothing for them. */
    private static final String INSERT_TRACED = both(ENTRIES_WITH.formatted(", trace", ", ?"));

    /** As {@link #INSERT_BOTH}, for one entry: the arrays of a batch take PostgreSQL a fifth of the whole then. */
    private static final String INSERT_ONE = """
        WITH added AS (
            INSERT INTO commitments.entry
                (ledger_id, sequence, event_id, type, recorded_at, command_id, command_index, command_digest, statement,
                 root, nodes)
            VALUES (?, ?, ?, ?, timestamptz 'epoch' + ? * interval '1 millisecond', ?, ?, ?, ?, ?, ?)
            RETURNING ledger_id, sequence
        )
        INSERT INTO commitments.disclosure (ledger_id, sequence, field, disclosure)
        SELECT ledger_id, sequence, field, disclosure FROM added, unnest(?, ?) AS texts (field, disclosure)
        """;

    private static final int ENTRY_PARAMETERS = 11;

    private static final int TRACED_ENTRY_PARAMETERS = ENTRY_PARAMETERS + 1;

    private EntryRows() {}

    private static String both(String entries) {
        return "WITH added AS (%s RETURNING 1) %s WHERE (SELECT count(*) FROM added) > 0"
                .formatted(entries, INSERT_DISCLOSURES);
    }

    /**
     * Inserts the entries in the order given: one ledger's must ascend. Must be the transaction's first write, for readers order by
     * transaction.
     *
     * @param nodes what each adds to its ledger's tree; empty to leave that to {@link TreeBackfill}
     * @return how many were inserted; fewer than given when a sequence or a command id was taken
     */
    public static int insertEntries(Connection connection, List<EntryRow> rows, List<TreeNodes> nodes)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT_NEW_ENTRIES)) {
            setEntries(insert, rows, nodes);
            return insert.executeUpdate();
        }
    }

    /**
     * Inserts entries and their disclosures by one statement.
     *
     * @param appends those of one ledger in order
     * @throws SQLException also when a sequence or command id is taken, or an entry's predecessor is not there
     */
    static void insert(Connection connection, List<Append> appends) throws SQLException {
        List<EntryRow> rows = new ArrayList<>(appends.size());
        List<TreeNodes> nodes = new ArrayList<>(appends.size());
        boolean traced = false;
        for (Append append : appends) {
            rows.addAll(append.rows());
            nodes.addAll(append.nodes());
            traced |= append.trace() != null;
        }
        if (traced) {
            insertTraced(connection, appends, rows, nodes);
            return;
        }
        if (rows.size() == 1) {
            insert(connection, rows.getFirst(), nodes.getFirst());
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(INSERT_BOTH)) {
            setEntries(insert, rows, nodes);
            setDisclosures(insert, ENTRY_PARAMETERS, sealed(rows));
            insert.executeUpdate();
        }
    }

    private static void insertTraced(
            Connection connection, List<Append> appends, List<EntryRow> rows, List<TreeNodes> nodes)
            throws SQLException {
        List<Append> ofRows = new ArrayList<>(rows.size());
        appends.forEach(append -> append.rows().forEach(row -> ofRows.add(append)));
        try (PreparedStatement insert = connection.prepareStatement(INSERT_TRACED)) {
            setEntries(insert, rows, nodes);
            JdbcArrays.set(insert, TRACED_ENTRY_PARAMETERS, "text", ofRows, Append::trace);
            setDisclosures(insert, TRACED_ENTRY_PARAMETERS, sealed(rows));
            insert.executeUpdate();
        }
    }

    private static void insert(Connection connection, EntryRow row, TreeNodes nodes) throws SQLException {
        boolean keyed = row.command() != null;
        try (PreparedStatement insert = connection.prepareStatement(INSERT_ONE)) {
            insert.setObject(1, row.key().ledger());
            insert.setLong(2, row.key().sequence());
            insert.setObject(3, row.event());
            insert.setString(4, row.type());
            insert.setLong(5, row.recorded().toEpochMilli());
            insert.setObject(6, row.command(), Types.OTHER);
            insert.setObject(7, keyed ? row.commandIndex() : null, Types.SMALLINT);
            insert.setString(8, keyed ? row.commandDigest() : null);
            insert.setBytes(9, row.statement());
            insert.setBytes(10, nodes.root());
            insert.setBytes(ENTRY_PARAMETERS, nodes.hashes());
            JdbcArrays.set(insert, ENTRY_PARAMETERS + 1, "text", row.disclosures(), Disclosure::field);
            JdbcArrays.set(insert, ENTRY_PARAMETERS + 2, "text", row.disclosures(), Disclosure::encoded);
            insert.executeUpdate();
        }
    }

    private static void setEntries(PreparedStatement insert, List<EntryRow> rows, List<TreeNodes> nodes)
            throws SQLException {
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
        JdbcArrays.setBytes(insert, ENTRY_PARAMETERS, nodes, TreeNodes::hashes);
    }

    /** Inserts the disclosures of entries inserted before. */
    public static void insertDisclosures(Connection connection, List<EntryRow> rows) throws SQLException {
        List<Sealed> sealed = sealed(rows);
        if (sealed.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(INSERT_DISCLOSURES)) {
            setDisclosures(insert, 0, sealed);
            insert.executeUpdate();
        }
    }

    private static List<Sealed> sealed(List<EntryRow> rows) {
        List<Sealed> sealed = new ArrayList<>();
        for (EntryRow row : rows) {
            row.disclosures().forEach(text -> sealed.add(new Sealed(row.key(), text.field(), text.encoded())));
        }
        return sealed;
    }

    private static void setDisclosures(PreparedStatement insert, int before, List<Sealed> sealed) throws SQLException {
        JdbcArrays.set(insert, before + 1, "uuid", sealed, text -> text.key().ledger());
        JdbcArrays.set(insert, before + 2, "int8", sealed, text -> text.key().sequence());
        JdbcArrays.set(insert, before + 3, "text", sealed, Sealed::field);
        JdbcArrays.set(insert, before + 4, "text", sealed, Sealed::encoded);
    }

    private record Sealed(EntryKey key, String field, String encoded) {}
}
