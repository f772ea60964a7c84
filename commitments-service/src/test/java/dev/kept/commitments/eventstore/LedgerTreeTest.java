package dev.kept.commitments.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kept.transparency.tree.Hash;
import dev.kept.transparency.tree.Proofs;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Beside each entry stands what makes its ledger's tree, against trees that are computed from the statements alone. */
class LedgerTreeTest {

    private static TestStore store;
    private final UUID ledger = UUID.randomUUID();

    @BeforeAll
    static void open() {
        store = new TestStore(2);
    }

    @AfterAll
    static void close() {
        store.close();
    }

    @Test
    void each_entry_is_stored_with_the_root_of_the_tree_that_ends_with_it() throws SQLException {
        for (int from = 0, count = 1; from < 140; from += count, count = 1 + count % 7) {
            store.append(ledger, from, count);
        }

        assertTreeOf(ledger);
    }

    @Test
    void a_process_that_knows_nothing_of_a_ledger_goes_on_with_its_tree() throws SQLException {
        store.append(ledger, 0, 13);
        PostgresEventStorage others = new PostgresEventStorage(
                new EntryStore(store.laneConnections, store.signal), store.readers, new TestStore.TextCodec());
        others.appendEvents(List.of(TestStore.message(ledger, 13, TestStore.event(13), null, 0)));
        assertThatThrownBy(() -> store.append(ledger, 13, 1)).isInstanceOf(ConcurrencyException.class);
        store.append(ledger, 14, 3);

        assertTreeOf(ledger);
    }

    @Test
    void an_entry_behind_a_hole_is_refused() {
        store.append(ledger, 0, 2);

        assertThatThrownBy(() -> store.append(ledger, 3, 1)).isInstanceOf(ConcurrencyException.class);
    }

    @Test
    void entries_of_earlier_versions_get_their_tree_once_and_then_it_grows() throws SQLException {
        UUID other = UUID.randomUUID();
        store.append(ledger, 0, 37);
        store.append(other, 0, 5);
        store.tamper("UPDATE commitments.entry SET root = NULL, nodes = NULL WHERE ledger_id = '%s' AND sequence >= 11"
                .formatted(ledger));
        store.tamper("UPDATE commitments.entry SET root = NULL, nodes = NULL WHERE ledger_id = '%s'".formatted(other));

        try (Connection owner = store.ownerConnection()) {
            assertThat(TreeBackfill.run(owner)).isEqualTo(26 + 5);
            assertThat(TreeBackfill.run(owner)).isZero();
        }
        store.append(ledger, 37, 4);

        assertTreeOf(ledger);
        assertTreeOf(other);
        assertThatThrownBy(() -> store.owner()
                        .sql("UPDATE commitments.entry SET root = NULL, nodes = NULL")
                        .update())
                .as("the trigger stands again")
                .hasMessageContaining("never changed");
    }

    @Test
    void behind_an_entry_that_is_lost_there_is_no_tree_until_it_is_back() throws SQLException {
        store.append(ledger, 0, 9);
        EntryRow lost = rowOf(ledger, 4);
        store.tamper("UPDATE commitments.entry SET root = NULL, nodes = NULL WHERE ledger_id = '%s' AND sequence > 4"
                .formatted(ledger));
        store.tamper("DELETE FROM commitments.entry WHERE ledger_id = '%s' AND sequence = 4".formatted(ledger));

        try (Connection owner = store.ownerConnection()) {
            assertThat(TreeBackfill.run(owner)).isZero();
            owner.setAutoCommit(false);
            EntryRows.insertEntries(owner, List.of(lost), List.of());
            owner.commit();
            owner.setAutoCommit(true);
            assertThat(TreeBackfill.run(owner)).isEqualTo(5);
        }

        assertTreeOf(ledger);
    }

    private void assertTreeOf(UUID ledger) throws SQLException {
        List<Hash> leaves = store.app()
                .sql("SELECT statement FROM commitments.entry WHERE ledger_id = ? ORDER BY sequence")
                .param(ledger)
                .query((row, n) -> Hash.ofLeaf(row.getBytes(1)))
                .list();
        List<byte[]> roots = store.app()
                .sql("SELECT root FROM commitments.entry WHERE ledger_id = ? ORDER BY sequence")
                .param(ledger)
                .query((row, n) -> row.getBytes(1))
                .list();
        try (Connection connection = store.readers.getConnection()) {
            LedgerTree tree = new LedgerTree(connection, ledger);
            for (int size = 1; size <= leaves.size(); size++) {
                Hash root = naive(leaves.subList(0, size));
                assertThat(Hash.of(roots.get(size - 1)))
                        .as("stored root of %d", size)
                        .isEqualTo(root);
                assertThat(Proofs.root(size, tree)).isEqualTo(root);
                int index = size * 7 % size;
                assertThat(Proofs.isIncluded(
                                size - 1, size, leaves.get(size - 1), Proofs.inclusion(size - 1, size, tree), root))
                        .isTrue();
                assertThat(Proofs.isIncluded(index, size, leaves.get(index), Proofs.inclusion(index, size, tree), root))
                        .isTrue();
            }
        }
    }

    /** By the definition in RFC 9162, section 2.1.1. */
    private static Hash naive(List<Hash> leaves) {
        if (leaves.size() == 1) {
            return leaves.getFirst();
        }
        int split = Integer.highestOneBit(leaves.size() - 1);
        return Hash.ofNode(naive(leaves.subList(0, split)), naive(leaves.subList(split, leaves.size())));
    }

    private static EntryRow rowOf(UUID ledger, long sequence) {
        List<byte[]> statement = new ArrayList<>(store.app()
                .sql("SELECT statement FROM commitments.entry WHERE ledger_id = ? AND sequence = ?")
                .params(ledger, sequence)
                .query((row, n) -> row.getBytes(1))
                .list());
        return new EntryRow(
                new EntryKey(ledger, sequence),
                UUID.randomUUID(),
                "t",
                TestStore.RECORDED,
                null,
                0,
                null,
                statement.getFirst(),
                List.of());
    }
}
