package dev.kept.commitments.eventstore;

import dev.kept.transparency.tree.RightEdge;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** The right edges of ledgers' trees, read by the primary key: log₂ n rows at most. */
public final class LedgerTrees {

    private final DataSource dataSource;

    public LedgerTrees(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * The edge of a ledger's first entries.
     *
     * @param size how many of them; 0 asks nobody
     * @return empty when there are not as many, or one of them is lost
     * @throws StoreUnavailable when PostgreSQL does not answer
     */
    public Optional<RightEdge> edge(UUID ledger, long size) {
        if (size == 0) {
            return Optional.of(RightEdge.EMPTY);
        }
        try (Connection connection = dataSource.getConnection()) {
            return Optional.of(RightEdge.of(size, new LedgerTree(connection, ledger)));
        } catch (MissingNodes missing) {
            if (missing.storeFailure() != null) {
                throw StoreUnavailable.notRecorded("The store does not answer.");
            }
            return Optional.empty();
        } catch (SQLException e) {
            throw StoreUnavailable.notRecorded("The store does not answer.");
        }
    }
}
