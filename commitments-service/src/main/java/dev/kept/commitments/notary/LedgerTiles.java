package dev.kept.commitments.notary;

import dev.kept.commitments.eventstore.LedgerTree;
import dev.kept.http.Problem;
import dev.kept.transparency.tiles.EntryBundle;
import dev.kept.transparency.tiles.Tile;
import dev.kept.transparency.tiles.TilePath;
import dev.kept.transparency.tree.Hash;
import dev.kept.transparency.tree.Node;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Component;

/** A ledger's tiles, made of the hashes beside its entries whenever one is asked for: 256 rows for each. See ADR 50. */
@Component
class LedgerTiles {

    private static final String SIZE = """
        SELECT sequence + 1 FROM commitments.entry
        WHERE ledger_id = ? AND root IS NOT NULL ORDER BY sequence DESC LIMIT 1
        """;

    private final DataSource dataSource;

    LedgerTiles(@Qualifier("commitmentsDataSource") DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * The hashes of a tile.
     *
     * @throws Problem 404 when the ledger does not have all of them
     */
    byte[] tile(UUID ledger, Tile tile) {
        return read(connection -> {
            requireWithin(connection, ledger, tile);
            List<Node> nodes = new ArrayList<>(tile.width());
            for (int i = 0; i < tile.width(); i++) {
                nodes.add(new Node(tile.level() * Tile.HEIGHT, tile.index() * TilePath.FULL + i));
            }
            byte[] content = new byte[tile.bytes()];
            List<Hash> hashes = new LedgerTree(connection, ledger).hashes(nodes);
            for (int i = 0; i < hashes.size(); i++) {
                hashes.get(i).copyTo(content, i * Hash.BYTES);
            }
            return content;
        });
    }

    /**
     * The statements below a tile of the lowest level.
     *
     * @throws Problem 404 when the ledger does not have all of them
     */
    byte[] bundle(UUID ledger, Tile tile) {
        return read(connection -> {
            requireWithin(connection, ledger, tile);
            long from = tile.index() * TilePath.FULL;
            return EntryBundle.write(ProofExport.statements(connection, ledger, from, from + tile.width()));
        });
    }

    private static void requireWithin(Connection connection, UUID ledger, Tile tile) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(SIZE)) {
            query.setObject(1, ledger);
            try (ResultSet row = query.executeQuery()) {
                if (!row.next() || !tile.isWithin(row.getLong(1))) {
                    throw Problem.of(404, "tile-not-found", "No such tile", "The ledger has not as many entries.");
                }
            }
        }
    }

    private byte[] read(Reading reading) {
        try (Connection connection = dataSource.getConnection()) {
            return reading.from(connection);
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("the store does not answer", e);
        }
    }

    @FunctionalInterface
    private interface Reading {
        byte[] from(Connection connection) throws SQLException;
    }
}
