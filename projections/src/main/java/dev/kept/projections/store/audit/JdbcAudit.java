package dev.kept.projections.store.audit;

import dev.kept.transparency.keys.KeyChange;
import dev.kept.transparency.tree.Hash;
import dev.kept.transparency.tree.RightEdge;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The audit's tables, and the statements it reads. Everything within the caller's transaction. */
final class JdbcAudit {

    private static final String BEGIN = """
        insert into head_position (partition, topic_id, next_offset)
        select partition, ?, 0 from generate_series(0, ? - 1) partition
        on conflict (partition) do update
        set topic_id = excluded.topic_id, next_offset = 0 where head_position.topic_id <> excluded.topic_id
        """;

    private static final String POSITIONS = "select partition, next_offset from head_position where topic_id = ?";

    private static final String ADVANCE = """
        update head_position set next_offset = ? where partition = ? and topic_id = ? and next_offset = ?
        """;

    private static final String KEEP = """
        insert into pending_head (topic_id, partition, "offset", ledger_id, size, note)
        values (?, ?, ?, ?, ?, ?)
        on conflict do nothing
        """;

    /** Only heads whose entries have all arrived; of a ledger that contradicts its heads none is compared any more. */
    private static final String COMPARABLE = """
        select p.topic_id, p.partition, p."offset", p.ledger_id, p.size, p.note
          from pending_head p
          join ledger l using (ledger_id)
         where p.size <= l.head + 1
           and not exists (select from contradiction c where c.ledger_id = p.ledger_id)
         order by p.ledger_id, p.size
         limit ?
        """;

    private static final String COMPARED = """
        delete from pending_head where topic_id = ? and partition = ? and "offset" = ?
        """;

    private static final String EDGES = "select ledger_id, edge from recomputed_tree where ledger_id = any(?)";

    private static final String KEY_CHANGES = """
        select ledger_id, statement from entry
        where ledger_id = any(?) and type in ('dev.kept.ledger.key-rotated.v1', 'dev.kept.ledger.key-replaced.v1')
        order by ledger_id, sequence
        """;

    private static final String SAVE_EDGE = """
        insert into recomputed_tree (ledger_id, size, edge) values (?, ?, ?)
        on conflict (ledger_id) do update set size = excluded.size, edge = excluded.edge
        """;

    private static final String STATEMENTS = """
        select statement from entry where ledger_id = ? and sequence >= ? and sequence < ? order by sequence
        """;

    private static final String CONTRADICTS = """
        insert into contradiction (ledger_id, size, root, note, since) values (?, ?, ?, ?, ?)
        on conflict (ledger_id) do nothing
        """;

    /** So many statements of at most 64 KiB are in memory at a time. */
    private static final int FETCHED = 200;

    private final Connection connection;

    JdbcAudit(Connection connection) {
        this.connection = connection;
    }

    /** A head that waits to be compared. */
    @SuppressWarnings("ArrayRecordComponent")
    record Pending(String topicId, int partition, long offset, UUID ledger, long size, byte[] note) {}

    /** Where to go on in the topic; a partition never seen begins at 0, and so does every partition of a topic made anew. */
    Map<Integer, Long> positions(HeadLog.Topic topic) throws SQLException {
        try (PreparedStatement begin = connection.prepareStatement(BEGIN)) {
            begin.setString(1, topic.id());
            begin.setInt(2, topic.partitions());
            begin.executeUpdate();
        }
        Map<Integer, Long> positions = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(POSITIONS)) {
            query.setString(1, topic.id());
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    positions.put(row.getInt(1), row.getLong(2));
                }
            }
        }
        return positions;
    }

    /** Whether the partition stood where it was believed to; if not, another process reads it and the transaction is rolled back. */
    boolean advance(String topicId, int partition, long believed, long next) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(ADVANCE)) {
            update.setLong(1, next);
            update.setInt(2, partition);
            update.setString(3, topicId);
            update.setLong(4, believed);
            return update.executeUpdate() == 1;
        }
    }

    void keep(List<Pending> heads) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(KEEP)) {
            for (Pending head : heads) {
                insert.setString(1, head.topicId());
                insert.setInt(2, head.partition());
                insert.setLong(3, head.offset());
                insert.setObject(4, head.ledger());
                insert.setLong(5, head.size());
                insert.setBytes(6, head.note());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** Heads that can be compared now, those of a ledger together and the smallest first. */
    List<Pending> comparable(int limit) throws SQLException {
        List<Pending> heads = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(COMPARABLE)) {
            query.setInt(1, limit);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    heads.add(new Pending(
                            row.getString(1),
                            row.getInt(2),
                            row.getLong(3),
                            row.getObject(4, UUID.class),
                            row.getLong(5),
                            row.getBytes(6)));
                }
            }
        }
        return heads;
    }

    void compared(List<Pending> heads) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(COMPARED)) {
            for (Pending head : heads) {
                delete.setString(1, head.topicId());
                delete.setInt(2, head.partition());
                delete.setLong(3, head.offset());
                delete.addBatch();
            }
            delete.executeBatch();
        }
    }

    Map<UUID, RightEdge> edges(List<UUID> ledgers) throws SQLException {
        Map<UUID, RightEdge> edges = new HashMap<>();
        Array ids = connection.createArrayOf("uuid", ledgers.toArray());
        try (PreparedStatement query = connection.prepareStatement(EDGES)) {
            query.setArray(1, ids);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    edges.put(row.getObject(1, UUID.class), RightEdge.parse(row.getBytes(2)));
                }
            }
        }
        return edges;
    }

    /** The entries that changed the keys of ledgers, in their order; a ledger whose key never changed is left out. */
    Map<UUID, List<KeyChange>> keyChanges(List<UUID> ledgers) throws SQLException {
        Map<UUID, List<KeyChange>> changes = new HashMap<>();
        Array ids = connection.createArrayOf("uuid", ledgers.toArray());
        try (PreparedStatement query = connection.prepareStatement(KEY_CHANGES)) {
            query.setArray(1, ids);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    KeyChange.in(row.getBytes(2))
                            .ifPresent(changes.computeIfAbsent(
                                    row.getObject(1, UUID.class), ledger -> new ArrayList<>())::add);
                }
            }
        }
        return changes;
    }

    void save(UUID ledger, RightEdge edge) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement(SAVE_EDGE)) {
            upsert.setObject(1, ledger);
            upsert.setLong(2, edge.size());
            upsert.setBytes(3, edge.toBytes());
            upsert.executeUpdate();
        }
    }

    /**
     * The edge of a larger tree.
     *
     * @param size of the tree wanted, not smaller than the edge's
     */
    RightEdge grown(UUID ledger, RightEdge edge, long size) throws SQLException {
        RightEdge grown = edge;
        try (PreparedStatement query = connection.prepareStatement(STATEMENTS)) {
            query.setFetchSize(FETCHED);
            query.setObject(1, ledger);
            query.setLong(2, edge.size());
            query.setLong(3, size);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    grown = grown.append(Hash.ofLeaf(row.getBytes(1)));
                }
            }
        }
        return grown;
    }

    void contradicts(Pending head, Hash root, Instant now) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(CONTRADICTS)) {
            insert.setObject(1, head.ledger());
            insert.setLong(2, head.size());
            insert.setBytes(3, root.bytes());
            insert.setBytes(4, head.note());
            insert.setObject(5, OffsetDateTime.ofInstant(now, ZoneOffset.UTC));
            insert.executeUpdate();
        }
    }
}
