package dev.kept.projections.store.ingest;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The right of a worker to feed from partitions.
 *
 * @param epochs by partition, under which epoch it is this worker's
 */
record Lease(int worker, Map<Integer, Long> epochs) {

    static final Lease NONE = new Lease(0, Map.of());

    /** Locked, so that nobody takes a partition over before the batch is committed. */
    private static final String HOLDS = """
        select count(*)
          from (select 1
                  from partition_owner o
                  join unnest(?::integer[], ?::bigint[]) k(partition, epoch) using (partition, epoch)
                 where o.worker = ?
                   for share of o) held
        """;

    Set<Integer> partitions() {
        return epochs.keySet();
    }

    /** Whether all of it still holds; then it does until the transaction ends. */
    boolean holds(Connection connection) throws SQLException {
        if (epochs.isEmpty()) {
            return true;
        }
        List<Map.Entry<Integer, Long>> rows = List.copyOf(epochs.entrySet());
        try (PreparedStatement statement = connection.prepareStatement(HOLDS)) {
            Sql.numbers(statement, 1, rows, row -> row.getKey().longValue());
            Sql.numbers(statement, 2, rows, Map.Entry::getValue);
            statement.setInt(3, worker);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1) == rows.size();
            }
        }
    }
}
