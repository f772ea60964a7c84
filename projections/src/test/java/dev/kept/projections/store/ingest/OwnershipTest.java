package dev.kept.projections.store.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kept.projections.KafkaLog;
import dev.kept.projections.ReadTables;
import dev.kept.projections.Story;
import dev.kept.projections.kinds.Kinds;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class OwnershipTest {

    private static final Set<Integer> ALL = Set.of(0, 1, 2, 3, 4, 5);
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration BRIEF = Duration.ofMillis(200);

    private final ReadTables tables = ReadTables.fresh();

    @AfterEach
    void close() {
        tables.close();
    }

    @Test
    void is_shared_in_equal_parts_as_workers_come_and_end() throws SQLException {
        try (Ownership first = new Ownership(tables.database(), LONG)) {
            assertThat(first.refresh(ALL, false).partitions()).isEqualTo(ALL);
            try (Ownership second = new Ownership(tables.database(), LONG)) {
                assertThat(second.refresh(ALL, false).partitions()).isEmpty();
                Set<Integer> kept = first.refresh(ALL, false).partitions();
                Set<Integer> taken = second.refresh(ALL, false).partitions();

                assertThat(kept).hasSize(3);
                assertThat(taken).hasSize(3).doesNotContainAnyElementsOf(kept);
            }
            // Its session is gone: nobody waits for its time to be up.
            awaitPartitions(first, 6);
        }
    }

    @Test
    void leaves_no_worker_without_a_partition_where_there_is_one_for_each() throws SQLException {
        List<Ownership> workers = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                workers.add(new Ownership(tables.database(), LONG));
            }
            List<Integer> shares = new ArrayList<>();
            // Whoever has too many gives some up; the next time others take them.
            for (int round = 0; round < 3; round++) {
                shares.clear();
                for (Ownership each : workers) {
                    shares.add(each.refresh(ALL, false).partitions().size());
                }
            }

            assertThat(shares).containsExactlyInAnyOrder(2, 2, 1, 1);
        } finally {
            workers.forEach(Ownership::close);
        }
    }

    @Test
    void says_to_readers_whether_a_worker_has_caught_up() throws SQLException {
        try (Ownership ownership = new Ownership(tables.database(), LONG)) {
            ownership.refresh(ALL, false);
            assertThat(caughtUp()).isFalse();

            ownership.refresh(ALL, true);
            assertThat(caughtUp()).isTrue();
        }
    }

    private boolean caughtUp() {
        return tables.sql()
                .sql("select caught_up from ingest_worker")
                .query(Boolean.class)
                .single();
    }

    @Test
    void passes_from_a_worker_that_hangs_when_its_time_is_up() throws Exception {
        try (Ownership hanging = new Ownership(tables.database(), BRIEF);
                Ownership other = new Ownership(tables.database(), LONG)) {
            Lease before = hanging.refresh(ALL, false);
            TimeUnit.MILLISECONDS.sleep(2 * BRIEF.toMillis());

            Lease after = other.refresh(ALL, false);

            assertThat(after.partitions()).isEqualTo(ALL);
            assertThat(after.epochs())
                    .allSatisfy((partition, epoch) ->
                            assertThat(epoch).isGreaterThan(before.epochs().getOrDefault(partition, Long.MAX_VALUE)));
            assertThat(hanging.refresh(ALL, false).partitions()).isEmpty();
        }
    }

    @Test
    void begins_anew_when_the_server_says_nothing_any_more() throws Exception {
        // Closed last: whoever still waits then gets the answer.
        try (ExecutorService asked = Executors.newSingleThreadExecutor();
                Ownership ownership = new Ownership(tables.database(), BRIEF)) {
            ownership.refresh(ALL, false);
            String session = tables.sql().sql("""
                        select pid::text from pg_stat_activity
                         where datname = current_database() and application_name = 'kept-projections-session'
                        """).query(String.class).single();
            signal("-STOP", session);
            try {
                assertThatThrownBy(() -> asked.submit(() -> ownership.refresh(ALL, false))
                                .get(45, TimeUnit.SECONDS))
                        .hasCauseInstanceOf(SQLException.class);
                assertThat(ownership.refresh(ALL, false).partitions()).isEqualTo(ALL);
            } finally {
                signal("-CONT", session);
            }
        }
    }

    private static void signal(String signal, String process) throws Exception {
        assertThat(new ProcessBuilder("kill", signal, process).start().waitFor())
                .isZero();
    }

    @Test
    void does_not_pass_while_a_batch_is_being_committed() throws Exception {
        try (Ownership committing = new Ownership(tables.database(), BRIEF);
                Ownership other = new Ownership(tables.database(), LONG);
                Connection batch = tables.dataSource().getConnection()) {
            Lease lease = committing.refresh(ALL, false);
            batch.setAutoCommit(false);
            assertThat(lease.holds(batch)).isTrue();
            TimeUnit.MILLISECONDS.sleep(2 * BRIEF.toMillis());

            assertThat(other.refresh(ALL, false).partitions()).isEmpty();

            batch.commit();
            assertThat(other.refresh(ALL, false).partitions()).isEqualTo(ALL);
            assertThat(lease.holds(batch)).isFalse();
            batch.rollback();
        }
    }

    @Nested
    class once_it_is_lost {

        private final KafkaLog kafka = KafkaLog.fresh();

        @AfterEach
        void close() {
            kafka.close();
        }

        @Test
        void nothing_more_is_committed_and_the_successor_applies_everything_once() throws Exception {
            Story story = Story.opened();
            try (Ownership hanging = new Ownership(tables.database(), BRIEF);
                    Ownership other = new Ownership(tables.database(), LONG);
                    Feed stale = feed("stale");
                    Feed successor = feed("successor")) {
                stale.assign(hanging.refresh(stale.partitions(), false));
                TimeUnit.MILLISECONDS.sleep(2 * BRIEF.toMillis());
                Lease lease = other.refresh(successor.partitions(), false);
                kafka.sendAll(story.entries());

                assertThatThrownBy(() -> drain(stale)).isInstanceOf(Feed.LeaseLost.class);
                assertThat(tables.count("entry")).isZero();

                successor.assign(lease);
                drain(successor);
                assertThat(tables.head(story.ledger)).isEqualTo(2);
            }
        }

        private Feed feed(String name) {
            return new Feed(kafka.source(), name, 2_000, tables.dataSource(), Kinds.FOLDS, true, Observer.NONE);
        }

        private static void drain(Feed feed) throws SQLException {
            while (feed.lag().values().stream().anyMatch(lag -> lag > 0)) {
                feed.step(Duration.ofMillis(100));
            }
        }
    }

    private static void awaitPartitions(Ownership ownership, int count) throws SQLException {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (ownership.refresh(ALL, false).partitions().size() < count) {
            assertThat(System.nanoTime()).isLessThan(deadline);
        }
    }
}
