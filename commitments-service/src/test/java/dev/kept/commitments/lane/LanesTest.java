package dev.kept.commitments.lane;

import static dev.kept.commitments.lane.Counting.ask;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kept.commitments.eventstore.CommittedEntry;
import dev.kept.commitments.eventstore.CutConnections;
import dev.kept.commitments.eventstore.EntryStore;
import dev.kept.commitments.eventstore.RepeatedCommand;
import dev.kept.commitments.eventstore.StorePosition;
import dev.kept.commitments.eventstore.StoreUnavailable;
import dev.kept.commitments.eventstore.StoreUnavailable.Effect;
import dev.kept.commitments.eventstore.TestStore;
import dev.kept.commitments.kernel.Rejected;
import dev.kept.commitments.lane.Counting.Count;
import dev.kept.commitments.lane.Counting.Refused;
import dev.kept.commitments.lane.Counting.What;
import dev.kept.http.tracing.Traces;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.axonframework.commandhandling.CommandMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LanesTest {
    private static final long MEMORY = 1 << 24;

    private final TestStore store = new TestStore(4);
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Counting model = new Counting(store);
    private final CutConnections connections = new CutConnections(store.laneConnections, 0);
    private final Lanes<Count> lanes = lanes(model, connections, MEMORY, metrics);
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final UUID ledger = UUID.randomUUID();

    private Lanes<Count> lanes(Counting counting, DataSource dataSource, long memory, SimpleMeterRegistry registry) {
        return new Lanes<>(1, memory, counting, new EntryStore(dataSource, store.signal), registry, Traces.off());
    }

    @BeforeEach
    void open() throws Throwable {
        lanes.issue(ask(ledger, What.OPEN));
    }

    @AfterEach
    void close() {
        lanes.close();
        callers.shutdownNow();
        store.close();
    }

    @Nested
    class A_command_whose_trace_is_recorded {
        private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
        private static final String REQUEST = "00-" + TRACE + "-00f067aa0ba902b7-01";

        private final Traces traces = Traces.of("http://127.0.0.1:9", 1, "test");
        private final Lanes<Count> traced =
                new Lanes<>(1, MEMORY, model, new EntryStore(connections, store.signal), metrics, traces);

        @AfterEach
        void close() {
            traced.close();
            traces.close();
        }

        @Test
        void leaves_its_span_beside_its_entries_and_no_other_does() throws Throwable {
            traced.issue(ask(ledger, What.RECORD));
            try (Scope ignored = Span.wrap(Traces.read(REQUEST)).makeCurrent()) {
                traced.issue(ask(ledger, What.RECORD_TWO));
                lanes.issue(ask(ledger, What.RECORD));
            }

            List<@Nullable String> found = new ArrayList<>();
            all().forEach(entry -> found.add(entry.trace()));
            assertThat(found).hasSize(5);
            assertThat(found.subList(0, 2)).containsOnlyNulls();
            assertThat(found.get(2))
                    .matches("00-" + TRACE + "-[0-9a-f]{16}-01")
                    .isNotEqualTo(REQUEST)
                    .isEqualTo(found.get(3));
            assertThat(found.get(4)).isNull();
        }

        @Test
        void changes_no_byte_of_the_record() throws Throwable {
            try (Scope ignored = Span.wrap(Traces.read(REQUEST)).makeCurrent()) {
                traced.issue(ask(ledger, What.RECORD));
            }

            assertThat(new String(all().getLast().statement(), UTF_8)).doesNotContain(TRACE);
            assertThat(store.trees().edge(ledger, 2).orElseThrow().root().bytes())
                    .isEqualTo(rootOf(ledger, 1));
        }
    }

    @Nested
    class Commands_that_gather_while_another_is_stored {
        @Test
        void share_a_commit_also_on_one_ledger_and_each_sees_those_before() {
            List<CompletableFuture<Object>> answers = gather(Collections.nCopies(100, ask(ledger, What.RECORD)));

            assertThat(answers.stream().map(CompletableFuture::join))
                    .containsExactlyInAnyOrderElementsOf(
                            LongStream.rangeClosed(1, 100).boxed().toList());
            assertThat(sequences(ledger))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(0, 100).boxed().toList());
            assertThat(commitsOf(ledger)).isEqualTo(2);
            assertThat(store.trees().edge(ledger, 101).orElseThrow().root().bytes())
                    .isEqualTo(rootOf(ledger, 100));
        }

        @Test
        void go_by_the_hundred_and_twenty_eight() {
            gather(IntStream.range(0, 200)
                            .<CommandMessage<?>>mapToObj(i -> ask(UUID.randomUUID(), What.OPEN))
                            .toList())
                    .forEach(CompletableFuture::join);

            assertThat(all().stream().map(entry -> entry.at().xid()).distinct()).hasSize(4);
            assertThat(metrics.get("kept.store.batch").summary().max()).isEqualTo(Lane.MOST_COMMANDS);
        }

        @Test
        void are_not_held_up_by_one_that_is_refused() {
            List<CompletableFuture<Object>> answers = gather(List.of(
                    ask(ledger, What.RECORD),
                    ask(ledger, What.REFUSE),
                    ask(ledger, What.RECORD_TWO),
                    ask(ledger, What.READ),
                    ask(ledger, What.RECORD)));

            assertThat(failure(answers.get(1))).isInstanceOf(Refused.class);
            assertThat(Stream.of(0, 2, 4).map(answers::get).map(CompletableFuture::join))
                    .hasSize(3);
            assertThat(sequences(ledger)).containsExactly(0L, 1L, 2L, 3L, 4L);
            assertThat(commitsOf(ledger)).isEqualTo(2);
        }

        @Test
        void are_not_held_up_by_one_that_ends_in_an_error() throws Throwable {
            List<CompletableFuture<Object>> answers =
                    gather(List.of(ask(ledger, What.RECORD), ask(ledger, What.BREAK), ask(ledger, What.RECORD)));

            assertThat(failure(answers.get(1))).isInstanceOf(StackOverflowError.class);
            assertThat(List.of(answers.get(0).join(), answers.get(2).join())).containsExactlyInAnyOrder(1L, 2L);
            assertThat(lanes.issue(ask(ledger, What.RECORD))).isEqualTo(3L);
        }

        @Test
        void are_not_held_up_by_one_that_the_database_refuses_and_few_commits_are() {
            List<CommandMessage<?>> commands = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                commands.add(ask(UUID.randomUUID(), What.OPEN));
            }
            commands.add(20, ask(ledger, What.TOO_LONG));
            commands.add(40, ask(ledger, What.RECORD));

            List<CompletableFuture<Object>> answers = gather(commands);

            assertThat(failure(answers.remove(20))).hasMessageContaining("SQL state 23514");
            answers.forEach(CompletableFuture::join);
            assertThat(sequences(ledger)).containsExactly(0L, 1L);
            assertThat(all().stream().map(entry -> entry.at().xid()).distinct()).hasSizeLessThan(12);
        }

        @Test
        void under_the_same_id_are_recorded_once() {
            UUID id = UUID.randomUUID();

            List<CompletableFuture<Object>> answers = gather(List.of(
                    ask(ledger, What.RECORD_TWO, id),
                    ask(ledger, What.RECORD_TWO, id),
                    ask(ledger, What.RECORD_TWO, UUID.randomUUID())));

            List<Throwable> failures = failures(answers);
            assertThat(failures).hasSize(1).first().isInstanceOf(RepeatedCommand.class);
            assertThat(sequences(ledger)).hasSize(5);
            assertThat(commitsOf(ledger)).isEqualTo(2);
        }
    }

    @Nested
    class When_another_process_has_written {
        private final Lanes<Count> others =
                lanes(new Counting(store), store.laneConnections, MEMORY, new SimpleMeterRegistry());

        @Test
        void what_it_overtook_is_read_and_decided_again_and_the_rest_shares_a_commit() throws Throwable {
            others.issue(ask(ledger, What.RECORD));
            others.issue(ask(ledger, What.RECORD));
            List<UUID> untouched =
                    IntStream.range(0, 20).mapToObj(i -> UUID.randomUUID()).toList();
            List<CommandMessage<?>> commands = new ArrayList<>();
            untouched.forEach(each -> commands.add(ask(each, What.OPEN)));
            commands.add(3, ask(ledger, What.RECORD));
            commands.add(9, ask(ledger, What.RECORD_TWO));
            commands.add(15, ask(ledger, What.RECORD));
            int loads = model.loads.get();

            gather(commands).forEach(CompletableFuture::join);

            assertThat(sequences(ledger))
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(0, 6).boxed().toList());
            assertThat(all().stream()
                            .filter(entry -> untouched.contains(entry.ledger()))
                            .map(entry -> entry.at().xid())
                            .distinct())
                    .hasSize(1);
            assertThat(model.loads.get() - loads).isBetween(1, 3);
        }

        @Test
        void whoever_has_seen_that_is_answered_from_the_store() throws Throwable {
            assertThatThrownBy(() -> lanes.issue(ask(ledger, What.READ_THREE))).satisfies(LanesTest::isNotRecorded);
            others.issue(ask(ledger, What.RECORD_TWO));

            assertThat(lanes.issue(ask(ledger, What.READ_THREE))).isEqualTo(3L);
        }

        @Test
        void nobody_is_refused_for_what_has_changed_there() throws Throwable {
            assertThatThrownBy(() -> lanes.issue(ask(ledger, What.NEED_THREE))).isInstanceOf(Refused.class);
            others.issue(ask(ledger, What.RECORD_TWO));

            assertThat(lanes.issue(ask(ledger, What.NEED_THREE))).isEqualTo(3L);
        }

        @Test
        void nobody_is_answered_without_an_entry_from_what_has_changed_there() throws Throwable {
            assertThat(lanes.issue(ask(ledger, What.READ))).isEqualTo(1L);
            others.issue(ask(ledger, What.RECORD_TWO));

            assertThat(lanes.issue(ask(ledger, What.READ))).isEqualTo(3L);
        }

        @Test
        void the_same_command_it_is_told_from_a_conflict() throws Throwable {
            UUID id = UUID.randomUUID();
            others.issue(ask(ledger, What.RECORD, id));

            assertThatThrownBy(() -> lanes.issue(ask(ledger, What.RECORD, id))).isInstanceOf(RepeatedCommand.class);
            assertThatThrownBy(() -> lanes.issue(ask(ledger, What.RECORD, id))).isInstanceOf(RepeatedCommand.class);

            assertThat(sequences(ledger)).hasSize(2);
        }

        @Test
        void and_both_go_on_no_number_is_missing_or_given_twice() {
            List<CompletableFuture<Object>> answers = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                answers.add(issue(i % 2 == 0 ? lanes : others, ask(ledger, What.RECORD)));
            }

            List<Throwable> failures = failures(answers);

            assertThat(failures)
                    .allSatisfy(failure -> assertThat(failure)
                            .isInstanceOfSatisfying(
                                    StoreUnavailable.class,
                                    given -> assertThat(given.effect()).isEqualTo(Effect.NOT_RECORDED)));
            assertThat(sequences(ledger))
                    .containsExactlyElementsOf(LongStream.rangeClosed(0, 60 - failures.size())
                            .boxed()
                            .toList());
        }

        @Test
        void a_ledger_that_it_opened_is_not_opened_again() throws Throwable {
            UUID id = UUID.randomUUID();
            UUID opened = UUID.randomUUID();
            others.issue(ask(opened, What.OPEN, id));

            assertThatThrownBy(() -> lanes.issue(ask(opened, What.OPEN, id))).isInstanceOf(RepeatedCommand.class);
            assertThatThrownBy(() -> lanes.issue(ask(opened, What.OPEN, UUID.randomUUID())))
                    .isInstanceOf(StoreUnavailable.class);
            assertThatThrownBy(() -> lanes.issue(ask(ledger, What.OPEN, UUID.randomUUID())))
                    .isInstanceOf(StoreUnavailable.class);
            assertThat(lanes.issue(ask(opened, What.RECORD))).isEqualTo(1L);
        }

        @AfterEach
        void close() {
            others.close();
        }
    }

    @Nested
    class When_the_commit_fails {
        private void refuse() {
            connections.cut(1, 0);
            connections.thenRefuse();
        }

        @Test
        void nobody_is_acknowledged_and_states_are_as_before() throws Throwable {
            List<CompletableFuture<Object>> answers = gatherThen(
                    List.of(ask(ledger, What.CLOSE), ask(ledger, What.RECORD), ask(ledger, What.READ)), this::refuse);

            // That the ledger is closed, nobody may be told: it is not.
            assertThat(failures(answers)).hasSize(3).allSatisfy(LanesTest::isNotRecorded);
            connections.cut(0, 0);
            assertThat(lanes.issue(ask(ledger, What.RECORD))).isEqualTo(1L);
            assertThat(sequences(ledger)).containsExactly(0L, 1L);
        }

        @Test
        void what_follows_from_nothing_uncommitted_is_answered_all_the_same() {
            UUID other = UUID.randomUUID();
            List<CompletableFuture<Object>> answers = gatherThen(
                    List.of(ask(other, What.OPEN), ask(ledger, What.REFUSE), ask(ledger, What.READ)), this::refuse);

            assertThat(failure(answers.get(0))).satisfies(LanesTest::isNotRecorded);
            assertThat(failure(answers.get(1))).isInstanceOf(Refused.class);
            assertThat(answers.get(2).join()).isEqualTo(1L);
        }

        @Test
        void and_nobody_knows_whether_it_did_the_next_command_goes_on_where_the_store_is() throws Throwable {
            List<CompletableFuture<Object>> answers =
                    gatherThen(List.of(ask(ledger, What.RECORD), ask(ledger, What.RECORD)), () -> {
                        connections.cut(1, 1);
                        connections.thenRefuse();
                    });

            assertThat(failures(answers))
                    .hasSize(2)
                    .allSatisfy(failure -> assertThat(failure)
                            .isInstanceOfSatisfying(
                                    StoreUnavailable.class,
                                    given -> assertThat(given.effect()).isEqualTo(Effect.UNKNOWN)));
            connections.cut(0, 0);
            assertThat(lanes.issue(ask(ledger, What.RECORD))).isEqualTo(3L);
            assertThat(sequences(ledger)).containsExactly(0L, 1L, 2L, 3L);
        }

        @Test
        void and_it_turns_out_that_it_did_each_is_acknowledged_and_stored_once() {
            List<CompletableFuture<Object>> answers = gatherThen(
                    List.of(ask(ledger, What.RECORD), ask(ledger, What.RECORD)), () -> connections.cut(1, 1));

            assertThat(answers.stream().map(CompletableFuture::join)).containsExactlyInAnyOrder(1L, 2L);
            assertThat(sequences(ledger)).containsExactly(0L, 1L, 2L);
        }
    }

    @Test
    void ledgers_that_do_not_fit_into_memory_are_read_again_and_stay_right() throws Throwable {
        Counting counting = new Counting(store);
        try (Lanes<Count> forgetful = lanes(counting, store.laneConnections, 1, new SimpleMeterRegistry())) {
            List<UUID> ledgers =
                    IntStream.range(0, 8).mapToObj(i -> UUID.randomUUID()).toList();
            for (UUID each : ledgers) {
                forgetful.issue(ask(each, What.OPEN));
            }
            List<CompletableFuture<Object>> answers = IntStream.range(0, 160)
                    .mapToObj(i -> issue(forgetful, ask(ledgers.get(i % 8), What.RECORD)))
                    .toList();

            // Another command of the same ledger may have been stored since a caller read it, and no memory of it is
            // left.
            int failed = failures(answers).size();
            assertThat(ledgers.stream().mapToInt(each -> sequences(each).size()).sum())
                    .isEqualTo(8 + 160 - failed);
            ledgers.forEach(each -> assertThat(sequences(each))
                    .containsExactlyElementsOf(
                            LongStream.range(0, sequences(each).size()).boxed().toList()));
            assertThat(counting.loads.get()).isGreaterThan(7);
            assertThat(forgetful.bytes()).isZero();
        }
    }

    @Test
    void a_ledger_that_many_ask_for_at_once_is_read_by_few() {
        Counting counting = new Counting(store);
        try (Lanes<Count> fresh = lanes(counting, store.laneConnections, MEMORY, new SimpleMeterRegistry())) {
            List<CompletableFuture<Object>> answers = IntStream.range(0, 20)
                    .mapToObj(i -> issue(fresh, ask(ledger, What.READ)))
                    .toList();

            assertThat(answers.stream().map(CompletableFuture::join)).containsOnly(1L);
            assertThat(counting.loads.get()).isLessThanOrEqualTo(4);
        }
    }

    @Test
    void what_fails_after_the_commit_takes_no_acknowledgement_back() throws Throwable {
        model.failsAfterCommits = true;
        assertThat(lanes.issue(ask(ledger, What.RECORD))).isEqualTo(1L);
        model.failsAfterCommits = false;

        assertThat(lanes.issue(ask(ledger, What.RECORD))).isEqualTo(2L);
        assertThat(sequences(ledger)).containsExactly(0L, 1L, 2L);
    }

    @Test
    void a_ledger_that_nobody_opened_is_unknown() {
        assertThatThrownBy(() -> lanes.issue(ask(UUID.randomUUID(), What.RECORD)))
                .isInstanceOfSatisfying(
                        Rejected.class, rejected -> assertThat(rejected.code()).isEqualTo("ledger-not-found"));
    }

    @Test
    void a_caller_who_is_interrupted_leaves_and_the_others_are_stored() throws Exception {
        CompletableFuture<Thread> impatient = new CompletableFuture<>();
        CompletableFuture<Object> left = new CompletableFuture<>();
        List<CompletableFuture<Object>> answers = whileTheStoreIsBusy(() -> {
            Thread first = Thread.ofVirtual().unstarted(() -> complete(left, lanes, ask(ledger, What.RECORD)));
            impatient.complete(first);
            first.start();
            await().until(() -> waiting() == 1);
            List<CompletableFuture<Object>> others = new ArrayList<>();
            others.add(issue(lanes, ask(ledger, What.RECORD)));
            await().until(() -> waiting() == 2);
            first.interrupt();
            assertThat(failure(left)).satisfies(LanesTest::isNotRecorded);
            return others;
        });

        answers.forEach(CompletableFuture::join);
        assertThat(sequences(ledger)).containsExactly(0L, 1L);
    }

    @Test
    void too_many_that_wait_are_refused_at_once() throws Exception {
        List<CompletableFuture<Object>> answers = whileTheStoreIsBusy(() -> {
            List<CompletableFuture<Object>> many = IntStream.range(0, 1_100)
                    .mapToObj(i -> issue(lanes, ask(ledger, What.RECORD)))
                    .toList();
            await().until(() -> many.stream()
                            .filter(CompletableFuture::isCompletedExceptionally)
                            .count()
                    == 1_100 - 1_024);
            return many;
        });

        assertThat(failures(answers)).hasSize(1_100 - 1_024).allSatisfy(LanesTest::isNotRecorded);
        assertThat(sequences(ledger)).hasSize(1_025);
        assertThat(waiting()).isZero();
    }

    @Test
    void what_waits_is_bounded_by_its_bytes_too() throws Throwable {
        List<CompletableFuture<Object>> answers = whileTheStoreIsBusy(() -> {
            List<CompletableFuture<Object>> many = IntStream.range(0, 100)
                    .mapToObj(i -> issue(lanes, ask(ledger, What.RECORD, 250_000)))
                    .toList();
            int most = (16 << 20) / 250_000;
            await().until(() -> many.stream()
                            .filter(CompletableFuture::isCompletedExceptionally)
                            .count()
                    >= 100 - most);
            assertThat(waiting()).isLessThanOrEqualTo(most);
            return many;
        });

        assertThat(failures(answers)).allSatisfy(LanesTest::isNotRecorded);
        assertThat(lanes.issue(ask(ledger, What.READ, 20 << 20)))
                .isEqualTo((long) sequences(ledger).size());
    }

    @Test
    void what_waits_when_the_lanes_are_closed_is_stored_and_nothing_more_taken() throws Exception {
        CompletableFuture<Void> closing = new CompletableFuture<>();
        List<CompletableFuture<Object>> answers = whileTheStoreIsBusy(() -> {
            List<CompletableFuture<Object>> waiting = IntStream.range(0, 10)
                    .mapToObj(i -> issue(lanes, ask(ledger, What.RECORD)))
                    .toList();
            await().until(() -> waiting() == 10);
            callers.submit(() -> {
                lanes.close();
                closing.complete(null);
            });
            await().untilAsserted(() -> assertThatThrownBy(() -> lanes.issue(ask(ledger, What.READ)))
                    .satisfies(LanesTest::isNotRecorded));
            return waiting;
        });

        answers.forEach(CompletableFuture::join);
        closing.join();
        assertThat(sequences(ledger)).hasSize(11);
    }

    static List<ThreadFactory> kindsOfThreads() {
        return List.of(Thread.ofVirtual().factory(), Thread.ofPlatform().factory());
    }

    @ParameterizedTest
    @MethodSource("kindsOfThreads")
    void many_callers_on_few_ledgers_leave_no_gap_and_nobody_waits_for_ever(ThreadFactory threads) throws Throwable {
        List<UUID> ledgers =
                IntStream.range(0, 5).mapToObj(i -> UUID.randomUUID()).toList();
        for (UUID each : ledgers) {
            lanes.issue(ask(each, What.OPEN));
        }
        List<CompletableFuture<Object>> done = IntStream.range(0, 48)
                .mapToObj(caller -> {
                    CompletableFuture<Object> future = new CompletableFuture<>();
                    threads.newThread(() -> {
                                try {
                                    for (int i = 0; i < 50; i++) {
                                        lanes.issue(ask(ledgers.get((caller + i) % 5), What.RECORD));
                                    }
                                    future.complete(true);
                                } catch (Throwable e) {
                                    future.completeExceptionally(e);
                                }
                            })
                            .start();
                    return future;
                })
                .toList();
        done.forEach(CompletableFuture::join);

        assertThat(ledgers)
                .allSatisfy(each -> assertThat(sequences(each))
                        .containsExactlyElementsOf(
                                LongStream.rangeClosed(0, 480).boxed().toList()));
        assertThat(all()).allMatch(CommittedEntry::follows);
    }

    private interface Gathering {
        List<CompletableFuture<Object>> gather() throws Exception;
    }

    /** What is issued meanwhile waits behind a command that is being stored. */
    private List<CompletableFuture<Object>> whileTheStoreIsBusy(Gathering gathering) throws Exception {
        try (Connection owner = store.ownerConnection();
                Statement lock = owner.createStatement()) {
            owner.setAutoCommit(false);
            lock.execute("LOCK TABLE commitments.entry IN SHARE MODE");
            CompletableFuture<Object> first = issue(lanes, ask(UUID.randomUUID(), What.OPEN));
            await().until(() -> waiting() == 0 && store.lockWaits() == 1);
            List<CompletableFuture<Object>> gathered = gathering.gather();
            owner.commit();
            first.join();
            return gathered;
        }
    }

    /** In this order, in one batch where it is not too long. */
    private List<CompletableFuture<Object>> gather(List<CommandMessage<?>> commands) {
        return gatherThen(commands, () -> {});
    }

    private List<CompletableFuture<Object>> gatherThen(List<CommandMessage<?>> commands, Runnable before) {
        try {
            return whileTheStoreIsBusy(() -> {
                List<CompletableFuture<Object>> answers = new ArrayList<>();
                for (CommandMessage<?> command : commands) {
                    answers.add(issue(lanes, command));
                    while (waiting() < answers.size()) {
                        Thread.onSpinWait();
                    }
                }
                before.run();
                return answers;
            });
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private CompletableFuture<Object> issue(Lanes<Count> target, CommandMessage<?> command) {
        CompletableFuture<Object> answer = new CompletableFuture<>();
        callers.submit(() -> complete(answer, target, command));
        return answer;
    }

    private static void complete(CompletableFuture<Object> answer, Lanes<Count> target, CommandMessage<?> command) {
        try {
            answer.complete(target.issue(command));
        } catch (Throwable e) {
            answer.completeExceptionally(e);
        }
    }

    private static void isNotRecorded(Throwable failure) {
        assertThat(failure)
                .isInstanceOfSatisfying(
                        StoreUnavailable.class,
                        given -> assertThat(given.effect()).isEqualTo(Effect.NOT_RECORDED));
    }

    private static List<Throwable> failures(List<CompletableFuture<Object>> answers) {
        return answers.stream()
                .filter(answer ->
                        answer.handle((result, failure) -> failure != null).join())
                .map(LanesTest::failure)
                .toList();
    }

    private static Throwable failure(CompletableFuture<Object> answer) {
        try {
            throw new AssertionError("answered " + answer.join());
        } catch (CompletionException e) {
            return Objects.requireNonNull(e.getCause());
        }
    }

    private int waiting() {
        return (int) metrics.get("kept.store.queue").gauge().value();
    }

    private List<CommittedEntry> all() {
        return store.committed().after(StorePosition.START, 10_000);
    }

    private List<Long> sequences(UUID of) {
        return all().stream()
                .filter(entry -> entry.ledger().equals(of))
                .map(CommittedEntry::sequence)
                .toList();
    }

    private long commitsOf(UUID of) {
        return all().stream()
                .filter(entry -> entry.ledger().equals(of))
                .map(entry -> entry.at().xid())
                .distinct()
                .count();
    }

    private byte[] rootOf(UUID of, long sequence) {
        return store.app()
                .sql("SELECT root FROM commitments.entry WHERE ledger_id = ? AND sequence = ?")
                .params(of, sequence)
                .query((row, n) -> row.getBytes(1))
                .single();
    }
}
