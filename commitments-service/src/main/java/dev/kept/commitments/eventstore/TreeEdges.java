package dev.kept.commitments.eventstore;

import dev.kept.transparency.tree.Hash;
import dev.kept.transparency.tree.RightEdge;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The right edges of the trees of the ledgers that were written last, so that a root costs no look into the store: log₂ n hashes each. A
 * cold ledger's edge is read by its primary key. For one thread.
 */
public final class TreeEdges {

    private static final int MOST_LEDGERS = 10_000;

    private final Map<UUID, RightEdge> kept = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, RightEdge> eldest) {
            return size() > MOST_LEDGERS;
        }
    };

    /**
     * What rows add to their trees.
     *
     * @param nodes one for each row
     * @param edges afterwards, by ledger
     * @param inTheWay ledgers whose tree does not end where their rows begin; then there are no nodes
     */
    public record Growth(List<TreeNodes> nodes, Map<UUID, RightEdge> edges, Set<UUID> inTheWay) {}

    /**
     * Computes what the rows add; nothing is kept before {@link #keep}.
     *
     * @param connection whose transaction will insert the rows
     * @param rows those of one ledger in order, without a gap
     */
    public Growth grow(Connection connection, List<EntryRow> rows) throws SQLException {
        List<TreeNodes> nodes = new ArrayList<>(rows.size());
        Map<UUID, RightEdge> edges = new HashMap<>();
        Set<UUID> inTheWay = new HashSet<>();
        for (EntryRow row : rows) {
            UUID ledger = row.key().ledger();
            RightEdge before = edges.get(ledger);
            if (before == null) {
                before = edge(connection, row.key());
            }
            if (before == null || before.size() != row.key().sequence()) {
                inTheWay.add(ledger);
            } else {
                List<Hash> completed = before.completedBy(Hash.ofLeaf(row.statement()));
                RightEdge after = before.with(completed);
                edges.put(ledger, after);
                nodes.add(TreeNodes.of(after, completed));
            }
        }
        return inTheWay.isEmpty() ? new Growth(nodes, edges, Set.of()) : new Growth(List.of(), Map.of(), inTheWay);
    }

    /** Once the rows are committed. */
    public void keep(Growth growth) {
        kept.putAll(growth.edges());
    }

    /** Whenever it is not sure what the store holds of these ledgers. */
    public void forget(Collection<UUID> ledgers) {
        kept.keySet().removeAll(Set.copyOf(ledgers));
    }

    private @Nullable RightEdge edge(Connection connection, EntryKey next) throws SQLException {
        if (next.sequence() == 0) {
            return RightEdge.EMPTY;
        }
        RightEdge known = kept.get(next.ledger());
        if (known != null && known.size() == next.sequence()) {
            return known;
        }
        try {
            return RightEdge.of(next.sequence(), new LedgerTree(connection, next.ledger()));
        } catch (MissingNodes missing) {
            SQLException failure = missing.storeFailure();
            if (failure != null) {
                throw failure;
            }
            return null;
        }
    }
}
