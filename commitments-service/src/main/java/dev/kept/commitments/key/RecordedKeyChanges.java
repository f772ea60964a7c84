package dev.kept.commitments.key;

import dev.kept.commitments.jdbc.JdbcArrays;
import dev.kept.transparency.keys.KeyChange;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** The entries of ledgers that changed their key: what they are checked by, and shown by. They have an index of their own. */
public final class RecordedKeyChanges {

    private static final String OF_LEDGERS = """
        SELECT ledger_id, sequence, statement FROM commitments.entry
        WHERE ledger_id = ANY(?) AND type IN ('dev.kept.ledger.key-rotated.v1', 'dev.kept.ledger.key-replaced.v1')
        ORDER BY ledger_id, sequence
        """;

    private RecordedKeyChanges() {}

    /**
     * One of them.
     *
     * @param statement the entry's, byte for byte
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Recorded(long sequence, byte[] statement) {
        /** What it says. */
        public KeyChange change() {
            return KeyChange.in(statement).orElseThrow();
        }
    }

    /** What they say. */
    public static List<KeyChange> changes(List<Recorded> recorded) {
        return recorded.stream().map(Recorded::change).toList();
    }

    /** Those of a ledger, in their order. */
    public static List<Recorded> of(Connection connection, UUID ledger) throws SQLException {
        return of(connection, List.of(ledger)).getOrDefault(ledger, List.of());
    }

    /** Those of several ledgers; a ledger whose key never changed is left out. */
    public static Map<UUID, List<Recorded>> of(Connection connection, Collection<UUID> ledgers) throws SQLException {
        Map<UUID, List<Recorded>> changes = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(OF_LEDGERS)) {
            JdbcArrays.set(query, 1, "uuid", List.copyOf(ledgers), Function.identity());
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    changes.computeIfAbsent(row.getObject(1, UUID.class), ledger -> new ArrayList<>())
                            .add(new Recorded(row.getLong(2), row.getBytes(3)));
                }
            }
        }
        return changes;
    }
}
