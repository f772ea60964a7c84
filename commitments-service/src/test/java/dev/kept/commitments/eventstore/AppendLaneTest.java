package dev.kept.commitments.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kept.local.SharedPostgres;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DelegatingDataSource;

class AppendLaneTest {
    private final TestStore store = new TestStore(1);
    private final UUID ledger = UUID.randomUUID();

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void of_a_batch_with_a_conflict_only_the_conflicting_command_fails_and_the_rest_shares_a_commit() throws Exception {
        store.append(ledger, 0, 1);
        List<UUID> others =
                IntStream.range(0, 20).mapToObj(i -> UUID.randomUUID()).toList();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
                Connection owner = store.ownerConnection();
                Statement lock = owner.createStatement()) {
            owner.setAutoCommit(false);
            lock.execute("LOCK TABLE commitments.entry IN SHARE MODE");
            CompletableFuture<Void> first = append(callers, UUID.randomUUID(), 0);
            await().until(() -> store.waiting() == 0 && store.lockWaits() == 1);
            CompletableFuture<Void> conflicting = append(callers, ledger, 0);
            List<CompletableFuture<Void>> gathering =
                    others.stream().map(other -> append(callers, other, 0)).toList();
            await().until(() -> store.waiting() == 21);
            owner.commit();

            first.join();
            gathering.forEach(CompletableFuture::join);
            assertThatThrownBy(conflicting::join)
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(ConcurrencyException.class);
        }
        List<CommittedEntry> stored = store.committed().after(StorePosition.START, 100);
        assertThat(stored)
                .extracting(CommittedEntry::ledger)
                .containsAll(others)
                .hasSize(22);
        assertThat(stored.stream()
                        .filter(entry -> others.contains(entry.ledger()))
                        .map(entry -> entry.at().xid())
                        .distinct())
                .hasSize(1);
    }

    @Test
    void of_a_batch_with_a_row_that_the_database_refuses_only_that_one_fails_and_few_commits_do() throws Exception {
        List<UUID> others =
                IntStream.range(0, 64).mapToObj(i -> UUID.randomUUID()).toList();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
                Connection owner = store.ownerConnection();
                Statement lock = owner.createStatement()) {
            owner.setAutoCommit(false);
            lock.execute("LOCK TABLE commitments.entry IN SHARE MODE");
            CompletableFuture<Void> first = append(callers, UUID.randomUUID(), 0);
            await().until(() -> store.waiting() == 0 && store.lockWaits() == 1);
            List<CompletableFuture<Void>> gathering =
                    others.stream().map(other -> append(callers, other, 0)).toList();
            CompletableFuture<Void> withoutPredecessor = append(callers, ledger, 7);
            await().until(() -> store.waiting() == 65);
            owner.commit();

            first.join();
            gathering.forEach(CompletableFuture::join);
            assertThatThrownBy(withoutPredecessor::join).hasCauseInstanceOf(ConcurrencyException.class);
        }
        assertThat(store.committed().after(StorePosition.START, 100).stream()
                        .filter(entry -> others.contains(entry.ledger()))
                        .map(entry -> entry.at().xid())
                        .distinct()
                        .count())
                .isLessThan(10);
    }

    @Test
    void a_lane_that_something_interrupts_goes_on() {
        store.append(ledger, 0, 1);
        Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("append-lane-0"))
                .forEach(Thread::interrupt);

        store.append(ledger, 1, 1);

        assertThat(store.lanes.areAlive()).isTrue();
        assertThat(store.storage.lastSequenceNumberFor(ledger.toString())).hasValue(1L);
    }

    @Test
    void what_waits_is_bounded_by_its_bytes() throws Exception {
        byte[] long64k = new byte[60_000];
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
                Connection owner = store.ownerConnection();
                Statement lock = owner.createStatement()) {
            owner.setAutoCommit(false);
            lock.execute("LOCK TABLE commitments.entry IN SHARE MODE");
            append(callers, UUID.randomUUID(), 0);
            await().until(() -> store.waiting() == 0 && store.lockWaits() == 1);
            List<CompletableFuture<Void>> many = IntStream.range(0, 500)
                    .mapToObj(i -> CompletableFuture.runAsync(
                            () -> store.lanes.append(new Append(List.of(TestStore.row(UUID.randomUUID(), long64k)))),
                            callers))
                    .toList();

            await().until(() -> many.stream().anyMatch(CompletableFuture::isCompletedExceptionally));
            assertThat(store.waiting()).isLessThanOrEqualTo((16 << 20) / 60_000);
            owner.rollback();
            many.forEach(each -> each.exceptionally(refused -> null).join());
        }
    }

    @Test
    void commands_that_gather_while_a_commit_is_under_way_share_the_next_one() throws Exception {
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
                Connection owner = store.ownerConnection();
                Statement lock = owner.createStatement()) {
            owner.setAutoCommit(false);
            lock.execute("LOCK TABLE commitments.entry IN SHARE MODE");
            CompletableFuture<Void> first = append(callers, UUID.randomUUID(), 0);
            await().until(() -> store.lockWaits() == 1);
            List<CompletableFuture<Void>> gathering = IntStream.range(0, 200)
                    .mapToObj(i -> append(callers, UUID.randomUUID(), 0))
                    .toList();
            await().until(() -> store.waiting() == 200);
            owner.commit();
            first.join();
            gathering.forEach(CompletableFuture::join);
        }
        assertThat(store.committed().after(StorePosition.START, 1_000).stream()
                        .map(entry -> entry.at().xid())
                        .distinct())
                .hasSize(3);
        assertThat(store.metrics.get("kept.store.batch").summary().max()).isEqualTo(AppendLane.MOST_COMMANDS);
    }

    @Nested
    class When_the_connection_is_lost_while_PostgreSQL_commits {
        private final AppendLanes lanes =
                new AppendLanes(1, new CutAtCommit(store), new CommitSignal(), new SimpleMeterRegistry());

        @AfterEach
        void close() {
            lanes.close();
        }

        @Test
        void the_caller_gets_no_acknowledgement_although_the_entry_may_be_there() {
            assertThatThrownBy(() -> lanes.append(new Append(List.of(TestStore.row(ledger, 0)))))
                    .isInstanceOfSatisfying(
                            StoreUnavailable.class,
                            unavailable ->
                                    assertThat(unavailable.effect()).isEqualTo(StoreUnavailable.Effect.UNKNOWN));

            assertThat(store.committed().after(StorePosition.START, 10)).hasSize(1);
        }
    }

    @Nested
    class When_PostgreSQL_stops {
        @Test
        void nothing_is_acknowledged_and_it_goes_on_by_itself_when_PostgreSQL_is_back() {
            store.append(ledger, 0, 1);
            SharedPostgres.server().stop();
            try {
                assertThatThrownBy(() -> store.append(ledger, 1, 1))
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
            store.flush();
            SharedPostgres.server().kill();
            SharedPostgres.server().start();

            store.append(ledger, 1, 1);

            assertThat(store.storage.lastSequenceNumberFor(ledger.toString())).hasValue(1L);
        }
    }

    private CompletableFuture<Void> append(ExecutorService callers, UUID target, long sequence) {
        return CompletableFuture.runAsync(() -> store.append(target, sequence, 1), callers);
    }

    /** Commits for real, and then loses the connection before the answer arrives. */
    private static final class CutAtCommit extends DelegatingDataSource {
        CutAtCommit(TestStore store) {
            super(store.laneConnections);
        }

        @Override
        public Connection getConnection() throws SQLException {
            Connection real = super.getConnection();
            return (Connection) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                        try {
                            Object result = method.invoke(real, arguments);
                            if (method.getName().equals("commit")) {
                                throw new SQLException("An I/O error occurred while sending to the backend.", "08006");
                            }
                            return result;
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }
    }
}
