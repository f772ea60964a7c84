package dev.kept.commitments.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kept.local.SharedPostgres;
import dev.kept.transparency.tree.RightEdge;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class EntryStoreTest {
    private final TestStore store = new TestStore(2);
    private final UUID ledger = UUID.randomUUID();
    private final UUID other = UUID.randomUUID();

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void a_batch_is_one_transaction_and_each_ledger_keeps_its_order() {
        List<Append> batch = new ArrayList<>(chain(ledger, 0, 5));
        batch.addAll(2, chain(other, 0, 3));

        assertThat(store.entries.store(batch)).isInstanceOf(EntryStore.Stored.class);

        List<CommittedEntry> stored = store.committed().after(StorePosition.START, 100);
        assertThat(stored).hasSize(8).allMatch(CommittedEntry::follows);
        assertThat(stored.stream().map(entry -> entry.at().xid()).distinct()).hasSize(1);
        assertThat(new Disclosures(store.readers).of(List.of(new EntryKey(ledger, 4))))
                .hasSize(1);
    }

    @Test
    void one_entry_alone_is_stored_as_it_would_be_in_a_batch() {
        UUID command = UUID.randomUUID();
        EntryRow alone = TestStore.row(ledger, 0, command, 3);
        EntryRow together = TestStore.row(other, 0, command, 3);

        store.entries.store(List.of(append(RightEdge.EMPTY, alone)));
        store.entries.store(List.of(
                append(RightEdge.EMPTY, together), append(RightEdge.EMPTY, TestStore.row(UUID.randomUUID(), 0))));

        String columns = "SELECT type, recorded_at, command_id, command_index, command_digest, octet_length(root),"
                + " octet_length(nodes), (SELECT string_agg(field, ',' ORDER BY field) FROM commitments.disclosure d"
                + " WHERE d.ledger_id = e.ledger_id) FROM commitments.entry e WHERE ledger_id = ?";
        assertThat(store.app().sql(columns).param(ledger).query().singleRow())
                .isEqualTo(store.app().sql(columns).param(other).query().singleRow())
                .containsEntry("command_index", 3)
                .doesNotContainValue(null);
        assertThat(store.committed().after(StorePosition.START, 10))
                .extracting(CommittedEntry::statement)
                .contains(alone.statement(), together.statement());
    }

    @Test
    void what_stands_in_the_way_is_told_and_nothing_is_stored() {
        store.append(ledger, 0, 2);
        UUID behind = UUID.randomUUID();
        UUID command = UUID.randomUUID();
        UUID repeating = UUID.randomUUID();
        store.storage.appendEvents(TestStore.message(repeating, 0, TestStore.event(0), command, 0));
        Append taken = chain(ledger, 1, 1).getFirst();
        Append repeated = append(edge(repeating, 1), TestStore.row(repeating, 1, command, 0));
        List<Append> batch = new ArrayList<>(chain(other, 0, 2));
        batch.add(taken);
        batch.add(repeated);
        batch.add(append(edge(ledger, 2), TestStore.row(behind, 2)));

        assertThat(store.entries.store(batch)).isInstanceOfSatisfying(EntryStore.InTheWay.class, way -> {
            assertThat(way.overtaken()).containsExactlyInAnyOrder(ledger, behind);
            assertThat(way.repeated()).containsExactly(repeated);
        });
        assertThat(store.committed().after(StorePosition.START, 100)).hasSize(3);
    }

    @Test
    void a_statement_that_the_database_refuses_is_no_matter_of_what_is_there() {
        Append tooLong = append(RightEdge.EMPTY, TestStore.row(ledger, 0, new byte[70_000]));

        assertThat(store.entries.store(List.of(tooLong))).isEqualTo(new EntryStore.Refused(false, "23514"));
    }

    @Nested
    class When_the_connection_is_lost_while_PostgreSQL_commits {
        @Test
        void the_database_is_asked_and_nothing_is_stored_twice() {
            EntryStore entries = new EntryStore(new CutConnections(store.laneConnections, 1), store.signal);

            assertThat(entries.store(chain(ledger, 0, 3))).isInstanceOf(EntryStore.Stored.class);

            assertThat(store.committed().after(StorePosition.START, 10)).hasSize(3);
        }

        @Test
        void and_cannot_be_asked_there_is_no_acknowledgement_although_the_entry_may_be_there() {
            CutConnections cut = new CutConnections(store.laneConnections, 1);
            cut.thenRefuse();
            EntryStore entries = new EntryStore(cut, store.signal);

            assertThatThrownBy(() -> entries.store(chain(ledger, 0, 1)))
                    .isInstanceOfSatisfying(
                            StoreUnavailable.class,
                            unavailable -> assertThat(unavailable.effect()).isEqualTo(StoreUnavailable.Effect.UNKNOWN));

            assertThat(store.committed().after(StorePosition.START, 10)).hasSize(1);
        }
    }

    @Test
    void a_virtual_thread_that_is_interrupted_on_the_way_stores_all_the_same() throws Exception {
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
                Connection owner = store.ownerConnection();
                Statement lock = owner.createStatement()) {
            owner.setAutoCommit(false);
            lock.execute("LOCK TABLE commitments.entry IN SHARE MODE");
            CompletableFuture<Thread> storing = new CompletableFuture<>();
            CompletableFuture<Boolean> interrupted = CompletableFuture.supplyAsync(
                    () -> {
                        storing.complete(Thread.currentThread());
                        store.entries.store(chain(ledger, 0, 1));
                        return Thread.currentThread().isInterrupted();
                    },
                    callers);
            await().until(() -> store.lockWaits() >= 1);
            storing.join().interrupt();
            owner.commit();

            assertThat(interrupted.join()).isTrue();
        }
        assertThat(store.committed().after(StorePosition.START, 10)).hasSize(1);
    }

    @Nested
    class When_PostgreSQL_stops {
        @Test
        void nothing_is_acknowledged_and_it_goes_on_by_itself_when_PostgreSQL_is_back() {
            store.append(ledger, 0, 1);
            List<Append> next = chain(ledger, 1, 1);
            SharedPostgres.server().stop();
            try {
                assertThatThrownBy(() -> store.entries.store(next))
                        .isInstanceOfSatisfying(
                                StoreUnavailable.class,
                                unavailable -> assertThat(unavailable.effect())
                                        .isEqualTo(StoreUnavailable.Effect.NOT_RECORDED));
                assertThatThrownBy(() -> store.committed().head()).isInstanceOf(StoreUnavailable.class);
            } finally {
                SharedPostgres.server().start();
            }

            await().ignoreExceptionsInstanceOf(StoreUnavailable.class).until(() -> {
                store.append(ledger, 1, 1);
                return true;
            });
            assertThat(store.storage.lastSequenceNumberFor(ledger.toString())).hasValue(1L);
        }

        @Test
        void connections_from_before_a_quick_restart_cost_no_command() throws SQLException {
            store.append(ledger, 0, 1);
            List<Append> next = chain(ledger, 1, 1);
            store.flush();
            SharedPostgres.server().kill();
            SharedPostgres.server().start();

            assertThat(store.entries.store(next)).isInstanceOf(EntryStore.Stored.class);

            assertThat(store.storage.lastSequenceNumberFor(ledger.toString())).hasValue(1L);
        }
    }

    private List<Append> chain(UUID target, long from, int count) {
        List<Append> appends = new ArrayList<>();
        RightEdge edge = edge(target, from);
        for (long sequence : LongStream.range(from, from + count).toArray()) {
            Append append = append(edge, TestStore.row(target, sequence));
            appends.add(append);
            edge = append.edge();
        }
        return appends;
    }

    private RightEdge edge(UUID target, long size) {
        return store.trees().edge(target, size).orElseThrow();
    }

    private static Append append(RightEdge before, EntryRow row) {
        return Append.onto(before, List.of(row));
    }
}
