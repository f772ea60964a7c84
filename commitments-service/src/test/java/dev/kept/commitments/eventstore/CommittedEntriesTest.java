package dev.kept.commitments.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kept.local.Credentials;
import dev.kept.local.KeptDatabase;
import dev.kept.local.SharedPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommittedEntriesTest {
    private final TestStore store = new TestStore();

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void a_reader_goes_on_where_it_stopped() {
        UUID ledger = UUID.randomUUID();
        store.append(ledger, 0, 5);

        List<CommittedEntry> first = store.committed().after(StorePosition.START, 2);
        List<CommittedEntry> rest = store.committed().after(first.getLast().at(), 100);

        assertThat(first).extracting(CommittedEntry::sequence).containsExactly(0L, 1L);
        assertThat(rest).extracting(CommittedEntry::sequence).containsExactly(2L, 3L, 4L);
        assertThat(rest).allMatch(CommittedEntry::follows);
        assertThat(store.committed().head()).isEqualTo(rest.getLast().at());
    }

    @Test
    void long_statements_come_in_smaller_portions_and_none_is_left_out() {
        UUID ledger = UUID.randomUUID();
        store.owner()
                .sql("INSERT INTO commitments.entry (ledger_id, sequence, event_id, type, recorded_at, statement)"
                        + " SELECT :ledger, n, gen_random_uuid(), 't', now(), decode(repeat('ab', 65000), 'hex')"
                        + " FROM generate_series(0, 199) n ORDER BY n")
                .param("ledger", ledger)
                .update();

        List<CommittedEntry> all = new ArrayList<>();
        StorePosition position = StorePosition.START;
        for (List<CommittedEntry> some = store.committed().after(position, 1_000);
                !some.isEmpty();
                some = store.committed().after(position, 1_000)) {
            assertThat(some).hasSizeBetween(1, 65);
            all.addAll(some);
            position = some.getLast().at();
        }

        assertThat(all)
                .extracting(CommittedEntry::sequence)
                .containsExactlyElementsOf(LongStream.range(0, 200).boxed().toList());
        assertThat(store.committed().ofLedger(ledger, 100, position, 1_000)).hasSizeBetween(1, 65);
    }

    @Test
    void a_slow_transaction_holds_later_rows_back_until_it_ends_and_none_is_skipped() throws Exception {
        UUID slow = UUID.randomUUID();
        UUID quick = UUID.randomUUID();
        try (Connection connection = store.laneConnections.getConnection()) {
            connection.setAutoCommit(false);
            EntryRows.insertEntries(connection, List.of(TestStore.row(slow, 0)), List.of());
            store.append(quick, 0, 3);
            assertThat(store.committed().after(StorePosition.START, 100)).isEmpty();

            connection.commit();
        }

        assertThat(store.committed().after(StorePosition.START, 100))
                .extracting(CommittedEntry::ledger)
                .containsExactly(slow, quick, quick, quick);
    }

    @Test
    void a_transaction_that_writes_no_entries_holds_nothing_back_wherever_it_is() throws Exception {
        UUID ledger = UUID.randomUUID();
        try (Connection own = store.ownerConnection();
                Connection elsewhere = otherDatabase()) {
            for (Connection idle : List.of(own, elsewhere)) {
                begin(idle);
                store.append(
                        ledger,
                        store.owner()
                                .sql("SELECT count(*) FROM commitments.entry")
                                .query(Long.class)
                                .single(),
                        2);
            }

            assertThat(store.committed().after(StorePosition.START, 100))
                    .extracting(CommittedEntry::sequence)
                    .containsExactly(0L, 1L, 2L, 3L);
        }
    }

    @Test
    void one_that_writes_entries_holds_back_what_came_after_it_whatever_else_is_open() throws Exception {
        UUID slow = UUID.randomUUID();
        UUID quick = UUID.randomUUID();
        UUID before = UUID.randomUUID();
        try (Connection idle = store.ownerConnection();
                Connection connection = store.laneConnections.getConnection()) {
            connection.setAutoCommit(false);
            begin(idle);
            store.append(before, 0, 1);
            EntryRows.insertEntries(connection, List.of(TestStore.row(slow, 0)), List.of());
            store.append(quick, 0, 3);
            List<CommittedEntry> first = store.committed().after(StorePosition.START, 100);
            assertThat(first).extracting(CommittedEntry::ledger).containsExactly(before);
            StorePosition position = first.getLast().at();
            assertThat(store.committed().after(position, 100)).isEmpty();

            connection.commit();

            assertThat(store.committed().after(position, 100))
                    .extracting(CommittedEntry::ledger)
                    .containsExactly(slow, quick, quick, quick);
        }
    }

    @Test
    void a_writer_that_has_its_lock_and_no_transaction_id_yet_skips_nothing() throws Exception {
        UUID ledger = UUID.randomUUID();
        try (Connection idle = store.ownerConnection();
                Connection writer = store.ownerConnection()) {
            writer.setAutoCommit(false);
            writer.createStatement().execute("LOCK TABLE commitments.entry IN ROW EXCLUSIVE MODE");
            begin(idle);
            store.append(ledger, 0, 1);
            // Who knows whether the writer has its id: what came after the oldest open transaction waits.
            assertThat(store.committed().after(StorePosition.START, 100)).isEmpty();

            writer.rollback();

            assertThat(store.committed().after(StorePosition.START, 100)).hasSize(1);
        }
    }

    @Test
    void the_database_refuses_entries_in_a_transaction_that_wrote_something_else_before() throws Exception {
        try (Connection connection = store.laneConnections.getConnection()) {
            connection.setAutoCommit(false);
            begin(connection);

            assertThatThrownBy(() -> EntryRows.insertEntries(
                            connection, List.of(TestStore.row(UUID.randomUUID(), 0)), List.of()))
                    .hasStackTraceContaining("entries are the first thing that a transaction writes");
            connection.rollback();

            EntryRows.insertEntries(connection, List.of(TestStore.row(UUID.randomUUID(), 0)), List.of());
            EntryRows.insertEntries(connection, List.of(TestStore.row(UUID.randomUUID(), 0)), List.of());
            connection.commit();
        }
    }

    /** As any program leaves one open that has written. */
    private static void begin(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        connection.createStatement().execute("SELECT pg_current_xact_id()");
    }

    private static Connection otherDatabase() throws SQLException {
        KeptDatabase other = SharedPostgres.freshDatabase();
        Credentials owner = other.commitmentsOwner();
        return DriverManager.getConnection(other.jdbcUrl(), owner.username(), owner.password());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void every_ledger_keeps_its_order_and_no_entry_is_missed_under_64_writers(boolean foreign) throws Exception {
        try (Connection idle = store.ownerConnection()) {
            if (foreign) {
                begin(idle);
            }
            everyLedgerKeepsItsOrder();
        }
    }

    private void everyLedgerKeepsItsOrder() throws Exception {
        int writers = 64;
        int entries = 40;
        List<CommittedEntry> seen = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Void>> writing = IntStream.range(0, writers)
                    .mapToObj(writer -> threads.submit((Callable<Void>) () -> {
                        UUID ledger = UUID.randomUUID();
                        for (int sequence = 0; sequence < entries; sequence++) {
                            store.append(ledger, sequence, 1);
                        }
                        return null;
                    }))
                    .toList();
            StorePosition position = StorePosition.START;
            while (seen.size() < writers * entries) {
                long commits = store.signal.count();
                boolean over = writing.stream().allMatch(Future::isDone);
                List<CommittedEntry> batch = store.committed().after(position, 100);
                if (batch.isEmpty()) {
                    assertThat(over)
                            .as("all %d of %d", seen.size(), writers * entries)
                            .isFalse();
                    store.signal.await(commits, java.time.Duration.ofMillis(50));
                } else {
                    seen.addAll(batch);
                    position = batch.getLast().at();
                }
            }
            for (Future<Void> writer : writing) {
                writer.get();
            }
        }

        Map<UUID, List<Long>> byLedger = new HashMap<>();
        seen.forEach(entry ->
                byLedger.computeIfAbsent(entry.ledger(), k -> new ArrayList<>()).add(entry.sequence()));
        assertThat(byLedger).hasSize(writers);
        assertThat(byLedger.values())
                .allSatisfy(sequences -> assertThat(sequences)
                        .containsExactlyElementsOf(
                                LongStream.range(0, entries).boxed().toList()));
        assertThat(seen).allMatch(CommittedEntry::follows);
    }

    @Test
    void an_entry_whose_predecessor_is_missing_is_marked() throws Exception {
        UUID ledger = UUID.randomUUID();
        store.append(ledger, 0, 3);
        store.tamper("DELETE FROM commitments.entry WHERE sequence = 1");

        assertThat(store.committed().after(StorePosition.START, 100))
                .extracting(CommittedEntry::follows)
                .containsExactly(true, false);
    }

    @Test
    void a_readers_position_is_remembered() {
        ReaderPositions positions = store.positions();
        assertThat(positions.of("deadlines")).isEqualTo(StorePosition.START);

        positions.save("deadlines", new StorePosition(800, 4));
        positions.save("deadlines", new StorePosition(801, 2));

        assertThat(positions.of("deadlines")).isEqualTo(new StorePosition(801, 2));
    }
}
