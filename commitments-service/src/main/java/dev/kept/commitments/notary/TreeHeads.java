package dev.kept.commitments.notary;

import dev.kept.commitments.eventstore.LedgerTree;
import dev.kept.commitments.eventstore.StoreUnavailable;
import dev.kept.commitments.jdbc.JdbcArrays;
import dev.kept.commitments.key.RecordedKeyChanges;
import dev.kept.http.Problem;
import dev.kept.transparency.head.Receipt;
import dev.kept.transparency.head.SignedTreeHead;
import dev.kept.transparency.head.TreeHead;
import dev.kept.transparency.keys.KeyChain;
import dev.kept.transparency.keys.KeyChange;
import dev.kept.transparency.note.SignedNote;
import dev.kept.transparency.note.UntrustedNote;
import dev.kept.transparency.tree.Hash;
import dev.kept.transparency.tree.Proofs;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Signs heads, outside of appending, over committed roots alone. Each head is stored before it is given out, and what Kafka has is taken
 * over, so that the highest one ever given out is known: a store that has gone back behind it, or differs from it, signs nothing.
 */
@Component
class TreeHeads {

    private static final String LATEST = """
        SELECT sequence + 1, root FROM commitments.entry WHERE ledger_id = ? ORDER BY sequence DESC LIMIT 1
        """;

    private static final String OF_SIZE = """
        SELECT sequence + 1, root FROM commitments.entry WHERE ledger_id = ? AND sequence = ? - 1
        """;

    /** The highest head that was ever given out, and what the ledger has at its place now. */
    private static final String HIGHEST = """
        SELECT h.note, EXISTS (SELECT FROM commitments.contradicting_head c WHERE c.ledger_id = h.ledger_id), e.root
        FROM (SELECT ledger_id, size, note FROM commitments.tree_head WHERE ledger_id = ? ORDER BY size DESC LIMIT 1) h
        LEFT JOIN commitments.entry e ON e.ledger_id = h.ledger_id AND e.sequence = h.size - 1
        """;

    private static final String STORE = """
        INSERT INTO commitments.tree_head (ledger_id, size, note) VALUES (?, ?, ?) ON CONFLICT DO NOTHING
        """;

    private static final String STORED = "SELECT note FROM commitments.tree_head WHERE ledger_id = ? AND size = ?";

    private static final String TAKE_OVER = """
        INSERT INTO commitments.tree_head (ledger_id, size, note) SELECT * FROM unnest(?, ?, ?) ON CONFLICT DO NOTHING
        """;

    private static final String TAKEN_OVER = """
        SELECT w.ledger_id, w.size, w.note, h.note, e.root
        FROM unnest(?, ?, ?) AS w (ledger_id, size, note)
        JOIN commitments.tree_head h USING (ledger_id, size)
        LEFT JOIN commitments.entry e ON e.ledger_id = w.ledger_id AND e.sequence = w.size - 1
        """;

    private static final String ROOT = "SELECT root FROM commitments.entry WHERE ledger_id = ? AND sequence = ? - 1";

    private static final String CONTRADICTS = """
        INSERT INTO commitments.contradicting_head (ledger_id, size, note) VALUES (?, ?, ?) ON CONFLICT DO NOTHING
        """;

    private static final String CONTRADICTED = "SELECT count(DISTINCT ledger_id) FROM commitments.contradicting_head";

    private static final Duration RETRY_AFTER = Duration.ofSeconds(30);
    private static final Logger log = LoggerFactory.getLogger(TreeHeads.class);

    private final DataSource dataSource;
    private final LogIdentity identity;
    private final SigningGate gate;

    TreeHeads(@Qualifier("commitmentsDataSource") DataSource dataSource, LogIdentity identity, SigningGate gate) {
        this.dataSource = dataSource;
        this.identity = identity;
        this.gate = gate;
    }

    /** A ledger's head. */
    record Of(UUID ledger, SignedTreeHead head) {}

    /**
     * The signed head of a ledger.
     *
     * @param size null for the latest
     * @throws Problem 404 when the ledger has not as many entries; 503 when the store is not the one that signed before, or it is not
     *     known yet whether it is
     */
    SignedTreeHead head(UUID ledger, @Nullable Long size) {
        gate.requireOpen();
        return read(connection -> head(connection, ledger, size));
    }

    /** What proves that entries are in the ledger, under its head of that size or the latest. */
    List<Receipt> receipts(UUID ledger, List<Long> sequences, @Nullable Long size) {
        gate.requireOpen();
        return read(connection -> {
            SignedTreeHead head = head(connection, ledger, size);
            LedgerTree tree = new LedgerTree(connection, ledger);
            List<Receipt> receipts = new ArrayList<>(sequences.size());
            for (long sequence : sequences) {
                if (sequence < 0 || sequence >= head.head().size()) {
                    throw noSuchEntry();
                }
                receipts.add(Receipt.of(
                        sequence, Proofs.inclusion(sequence, head.head().size(), tree), head));
            }
            return receipts;
        });
    }

    /** What proves that the ledger of {@code to} entries begins with the one of {@code from} entries. */
    List<Hash> consistency(UUID ledger, long from, long to) {
        return read(connection -> {
            rooted(connection, ledger, to);
            return Proofs.consistency(from, to, new LedgerTree(connection, ledger));
        });
    }

    /**
     * Signs a head of each ledger, in one transaction. A ledger that nothing can be signed of is left out, and the log says why.
     *
     * @param sizes by ledger, of heads whose entries are committed
     */
    List<Of> sign(Map<UUID, Long> sizes) {
        return read(connection -> {
            connection.setAutoCommit(false);
            try {
                Map<UUID, List<RecordedKeyChanges.Recorded>> changes =
                        RecordedKeyChanges.of(connection, sizes.keySet());
                List<Of> signed = new ArrayList<>(sizes.size());
                for (Map.Entry<UUID, Long> each : sizes.entrySet()) {
                    UUID ledger = each.getKey();
                    try {
                        TreeHead head = unsigned(connection, ledger, each.getValue());
                        signed.add(new Of(
                                ledger, signed(connection, ledger, head, changes.getOrDefault(ledger, List.of()))));
                    } catch (Problem refused) {
                        log.debug("No head of ledger {}: {}", ledger, refused.code());
                    }
                }
                connection.commit();
                return signed;
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        });
    }

    /** Stores heads of ours that were found elsewhere. Where one contradicts what is stored, nothing of its ledger is signed any more. */
    void takeOver(List<Of> found) {
        if (found.isEmpty()) {
            return;
        }
        read(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(TAKE_OVER)) {
                set(insert, found);
                insert.executeUpdate();
            }
            try (PreparedStatement query = connection.prepareStatement(TAKEN_OVER)) {
                set(query, found);
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        Hash root = root(row.getBytes(3));
                        byte[] present = row.getBytes(5);
                        if (!root.equals(root(row.getBytes(4)))
                                || (present != null && !root.equals(Hash.of(present)))) {
                            contradicts(connection, row.getObject(1, UUID.class), row.getLong(2), row.getBytes(3));
                        }
                    }
                }
            }
            return found.size();
        });
    }

    /** The root of the ledger's tree of that size, as it stands beside the entries; empty when there are not as many. */
    Optional<Hash> root(UUID ledger, long size) {
        return read(connection -> {
            try (PreparedStatement query = connection.prepareStatement(ROOT)) {
                query.setObject(1, ledger);
                query.setLong(2, size);
                try (ResultSet row = query.executeQuery()) {
                    return row.next() && row.getBytes(1) != null
                            ? Optional.of(Hash.of(row.getBytes(1)))
                            : Optional.empty();
                }
            }
        });
    }

    /** The entries that changed a ledger's key, in their order. */
    List<RecordedKeyChanges.Recorded> keyChanges(UUID ledger) {
        return read(connection -> RecordedKeyChanges.of(connection, ledger));
    }

    /** Whose signatures count under the heads of each ledger. */
    Map<UUID, KeyChain> keys(Collection<UUID> ledgers) {
        Map<UUID, List<RecordedKeyChanges.Recorded>> changes =
                read(connection -> RecordedKeyChanges.of(connection, ledgers));
        return ledgers.stream()
                .collect(Collectors.toMap(
                        Function.identity(),
                        ledger -> identity.keys(
                                ledger, RecordedKeyChanges.changes(changes.getOrDefault(ledger, List.of())))));
    }

    /** Of how many ledgers Kafka has a head that contradicts the store. */
    long contradicted() {
        return StoreUnavailable.orResult(() -> JdbcClient.create(dataSource)
                .sql(CONTRADICTED)
                .query(Long.class)
                .single());
    }

    private static Hash root(byte[] note) {
        return TreeHead.parse(SignedNote.parse(note).text()).root();
    }

    private static void set(PreparedStatement statement, List<Of> heads) throws SQLException {
        JdbcArrays.set(statement, 1, "uuid", heads, Of::ledger);
        JdbcArrays.set(statement, 2, "int8", heads, each -> each.head().head().size());
        JdbcArrays.setBytes(statement, 3, heads, each -> each.head().note().toBytes());
    }

    private static void contradicts(Connection connection, UUID ledger, long size, byte[] note) throws SQLException {
        log.error(
                "Ledger {} has two histories: a head of {} entries bears this service's signature and contradicts the"
                        + " store. It is kept in commitments.contradicting_head, and nothing of this ledger is signed any"
                        + " more: see 'When a head contradicts the store' in docs/operations.md",
                ledger,
                size);
        try (PreparedStatement insert = connection.prepareStatement(CONTRADICTS)) {
            insert.setObject(1, ledger);
            insert.setLong(2, size);
            insert.setBytes(3, note);
            insert.executeUpdate();
        }
    }

    private SignedTreeHead head(Connection connection, UUID ledger, @Nullable Long size) throws SQLException {
        TreeHead head = unsigned(connection, ledger, size);
        // Afterwards: a change of the key that the head covers must be known.
        return signed(connection, ledger, head, RecordedKeyChanges.of(connection, ledger));
    }

    private TreeHead unsigned(Connection connection, UUID ledger, @Nullable Long size) throws SQLException {
        // First: of a ledger that is gone altogether, a head that was given out still says that there was one.
        requireNotBehind(connection, ledger);
        return rooted(connection, ledger, size);
    }

    private SignedTreeHead signed(
            Connection connection, UUID ledger, TreeHead head, List<RecordedKeyChanges.Recorded> recorded)
            throws SQLException {
        List<KeyChange> changes = RecordedKeyChanges.changes(recorded);
        if (!identity.mayBeSigned(ledger, changes)) {
            log.error(
                    changes.isEmpty()
                            ? "The last change of the key has left ledger {}: run rotate-key again"
                            : "Ledger {} is signed by another key than this process has",
                    ledger);
            throw Problem.temporarilyUnavailable(
                    "Another key signs this record. Nothing is signed until its operator has set that one.",
                    RETRY_AFTER);
        }
        SignedTreeHead signed = SignedTreeHead.sign(head, identity.signer(ledger));
        try (PreparedStatement insert = connection.prepareStatement(STORE)) {
            insert.setObject(1, ledger);
            insert.setLong(2, head.size());
            insert.setBytes(3, signed.note().toBytes());
            return insert.executeUpdate() == 1 ? signed : stored(connection, ledger, signed, changes);
        }
    }

    private TreeHead rooted(Connection connection, UUID ledger, @Nullable Long size) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(size == null ? LATEST : OF_SIZE)) {
            query.setObject(1, ledger);
            if (size != null) {
                query.setLong(2, size);
            }
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
        try (PreparedStatement query = connection.prepareStatement(HIGHEST)) {
            query.setObject(1, ledger);
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    return;
                }
                TreeHead highest =
                        TreeHead.parse(SignedNote.parse(row.getBytes(1)).text());
                byte[] present = row.getBytes(3);
                if (row.getBoolean(2) || present == null || !highest.root().equals(Hash.of(present))) {
                    throw forked(ledger, highest.size());
                }
            }
        }
    }

    /** A head is signed once: the key may have changed since. */
    private SignedTreeHead stored(Connection connection, UUID ledger, SignedTreeHead signed, List<KeyChange> changes)
            throws SQLException {
        long size = signed.head().size();
        try (PreparedStatement query = connection.prepareStatement(STORED)) {
            query.setObject(1, ledger);
            query.setLong(2, size);
            try (ResultSet row = query.executeQuery()) {
                if (row.next()) {
                    SignedNote note = SignedNote.parse(row.getBytes(1));
                    if (note.equals(signed.note())) {
                        return signed;
                    }
                    if (note.text().equals(signed.note().text())) {
                        return identity.keys(ledger, changes).open(note);
                    }
                }
                throw forked(ledger, size);
            }
        } catch (UntrustedNote e) {
            throw forked(ledger, size);
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
