package dev.kept.commitments.eventstore;

import dev.kept.commitments.jdbc.JdbcArrays;
import dev.kept.transparency.tree.Hash;
import dev.kept.transparency.tree.HashSource;
import dev.kept.transparency.tree.Node;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The hashes of one ledger's tree, as they stand beside its entries: the subtree {@code (level, index)} with the entry that completes it.
 * A proof over n entries reads at most log₂ n rows by the primary key.
 */
public final class LedgerTree implements HashSource {

    private static final String NODES = """
        SELECT e.sequence, e.nodes
        FROM unnest(?) AS wanted (sequence) JOIN commitments.entry e ON e.ledger_id = ? AND e.sequence = wanted.sequence
        """;

    private final Connection connection;
    private final UUID ledger;

    /** @param connection whose transaction's view it takes */
    public LedgerTree(Connection connection, UUID ledger) {
        this.connection = connection;
        this.ledger = ledger;
    }

    /** @throws MissingNodes when an entry that it takes is not there, or the store does not answer */
    @Override
    public List<Hash> hashes(List<Node> nodes) {
        Map<Long, byte[]> found = new HashMap<>();
        List<Long> wanted =
                nodes.stream().map(LedgerTree::completedBy).distinct().toList();
        try (PreparedStatement query = connection.prepareStatement(NODES)) {
            JdbcArrays.set(query, 1, "int8", wanted, sequence -> sequence);
            query.setObject(2, ledger);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    found.put(row.getLong(1), row.getBytes(2));
                }
            }
        } catch (SQLException e) {
            throw new MissingNodes("the store does not give the hashes of ledger " + ledger, e);
        }
        return nodes.stream().map(node -> hash(found, node)).toList();
    }

    private Hash hash(Map<Long, byte[]> found, Node node) {
        long sequence = completedBy(node);
        byte[] hashes = found.get(sequence);
        if (hashes == null) {
            throw new MissingNodes("ledger " + ledger + " has no entry " + sequence + ", or no hashes beside it", null);
        }
        return Hash.at(hashes, node.level() * Hash.BYTES);
    }

    private static long completedBy(Node node) {
        return ((node.index() + 1) << node.level()) - 1;
    }
}
