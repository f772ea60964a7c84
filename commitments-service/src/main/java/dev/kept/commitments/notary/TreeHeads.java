package dev.kept.commitments.notary;

import dev.kept.commitments.eventstore.LedgerTree;
import dev.kept.http.Problem;
import dev.kept.transparency.head.Receipt;
import dev.kept.transparency.head.SignedTreeHead;
import dev.kept.transparency.head.TreeHead;
import dev.kept.transparency.note.SignedNote;
import dev.kept.transparency.tree.Hash;
import dev.kept.transparency.tree.Proofs;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Component;

/**
 * Signs heads on demand, outside of appending, over committed roots alone. Each head is stored before it is given out, so that the
 * highest one ever given out is known: a store that has gone back behind it signs nothing.
 */
@Component
class TreeHeads {

    private static final String SIZE_AND_ROOT = """
        SELECT sequence + 1, root FROM commitments.entry
        WHERE ledger_id = ? AND (?::bigint IS NULL OR sequence = ? - 1)
        ORDER BY sequence DESC LIMIT 1
        """;

    private static final String HIGHEST = """
        SELECT note FROM commitments.tree_head WHERE ledger_id = ? ORDER BY size DESC LIMIT 1
        """;

    private static final String STORE = """
        INSERT INTO commitments.tree_head (ledger_id, size, note) VALUES (?, ?, ?) ON CONFLICT DO NOTHING
        """;

    private static final String STORED = "SELECT note FROM commitments.tree_head WHERE ledger_id = ? AND size = ?";

    private static final Duration RETRY_AFTER = Duration.ofSeconds(30);
    private static final Logger log = LoggerFactory.getLogger(TreeHeads.class);

    private final DataSource dataSource;
    private final LogIdentity identity;

    TreeHeads(@Qualifier("commitmentsDataSource") DataSource dataSource, LogIdentity identity) {
        this.dataSource = dataSource;
        this.identity = identity;
    }

    /**
     * The signed head of a ledger.
     *
     * @param size null for the latest
     * @throws Problem 404 when the ledger has not as many entries; 503 when the store is not the one that signed before
     */
    SignedTreeHead head(UUID ledger, @Nullable Long size) {
        return read(connection -> head(connection, ledger, size));
    }

    /** What proves that an entry is in the ledger, under its head of that size or the latest. */
    Receipt receipt(UUID ledger, long sequence, @Nullable Long size) {
        return read(connection -> {
            SignedTreeHead head = head(connection, ledger, size);
            if (sequence >= head.head().size()) {
                throw noSuchEntry();
            }
            List<Hash> proof = Proofs.inclusion(sequence, head.head().size(), new LedgerTree(connection, ledger));
            return Receipt.of(sequence, proof, head);
        });
    }

    /** What proves that the ledger of {@code to} entries begins with the one of {@code from} entries. */
    List<Hash> consistency(UUID ledger, long from, long to) {
        return read(connection -> {
            rooted(connection, ledger, to);
            return Proofs.consistency(from, to, new LedgerTree(connection, ledger));
        });
    }

    private SignedTreeHead head(Connection connection, UUID ledger, @Nullable Long size) throws SQLException {
        TreeHead head = rooted(connection, ledger, size);
        requireNotBehind(connection, ledger);
        SignedTreeHead signed = SignedTreeHead.sign(head, identity.signer(ledger));
        try (PreparedStatement insert = connection.prepareStatement(STORE)) {
            insert.setObject(1, ledger);
            insert.setLong(2, head.size());
            insert.setBytes(3, signed.note().toString().getBytes(StandardCharsets.UTF_8));
            insert.executeUpdate();
        }
        requireSame(ledger, signed, stored(connection, STORED, ledger, head.size()));
        return signed;
    }

    private TreeHead rooted(Connection connection, UUID ledger, @Nullable Long size) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(SIZE_AND_ROOT)) {
            query.setObject(1, ledger);
            query.setObject(2, size);
            query.setObject(3, size);
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    throw noSuchEntry();
                }
                byte[] root = row.getBytes(2);
                if (root == null) {
                    throw Problem.of(
                            503,
                            "record-behind",
                            "The record is not complete",
                            "Entries before this one are lost, so nothing can be proven of it. The operator has to fill"
                                    + " up the record first.");
                }
                return new TreeHead(identity.origin(ledger), row.getLong(1), Hash.of(root));
            }
        }
    }

    /** The head with the most entries that was ever given out must still be one of this ledger's. */
    private void requireNotBehind(Connection connection, UUID ledger) throws SQLException {
        byte[] note = stored(connection, HIGHEST, ledger, null);
        if (note == null) {
            return;
        }
        TreeHead highest = TreeHead.parse(SignedNote.parse(note).text());
        TreeHead now;
        try {
            now = rooted(connection, ledger, highest.size());
        } catch (Problem missing) {
            throw forked(ledger, highest.size());
        }
        if (!now.root().equals(highest.root())) {
            throw forked(ledger, highest.size());
        }
    }

    private static void requireSame(UUID ledger, SignedTreeHead signed, byte @Nullable [] stored) {
        if (stored == null || !signed.note().equals(SignedNote.parse(stored))) {
            throw forked(ledger, signed.head().size());
        }
    }

    private static Problem forked(UUID ledger, long size) {
        log.error(
                "Ledger {} is not the one whose head of {} entries was signed; nothing of it is signed until the store is"
                        + " repaired: see 'Comparing store and log' in docs/operations.md",
                ledger,
                size);
        return Problem.of(
                        503,
                        "record-behind",
                        "The record is not complete",
                        "A head of this ledger with %d entries was signed before, and the record does not match it now. Nothing is signed until its operator has repaired it."
                                .formatted(size))
                .retryAfter(RETRY_AFTER);
    }

    private static Problem noSuchEntry() {
        return Problem.of(404, "entry-not-found", "No such entry", "The ledger has not as many entries.");
    }

    private static byte @Nullable [] stored(Connection connection, String sql, UUID ledger, @Nullable Long size)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setObject(1, ledger);
            if (size != null) {
                query.setLong(2, size);
            }
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? row.getBytes(1) : null;
            }
        }
    }

    private <T> T read(Reading<T> reading) {
        try (Connection connection = dataSource.getConnection()) {
            return reading.from(connection);
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("the store does not answer", e);
        }
    }

    @FunctionalInterface
    private interface Reading<T> {
        T from(Connection connection) throws SQLException;
    }
}
