package dev.kept.projections.store.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kept.events.Entry;
import dev.kept.events.SeenEvent.EntriesSeen;
import dev.kept.events.SeenEvent.Range;
import dev.kept.projections.ReadSide;
import dev.kept.projections.ReadTables;
import dev.kept.projections.Story;
import dev.kept.projections.kinds.Kinds;
import dev.kept.projections.store.database.ReadDatabase;
import dev.kept.projections.store.ingest.KafkaSource;
import dev.kept.projections.store.ingest.Locks;
import dev.kept.projections.store.rebuild.Progress.Phase;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RebuildTest {

    private static ReadSide side;
    private static ReadTables tables;
    private final List<Progress> progress = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void start() {
        side = ReadSide.start();
        tables = ReadTables.of(side.database);
    }

    @AfterAll
    static void stop() {
        tables.close();
        side.close();
    }

    @Test
    void new_tables_hold_what_the_old_ones_held() {
        List<Story> stories = stories(40);
        Story held = Story.opened();
        held.made("Never seen before its gap is closed");
        side.kafka.send(held.entries().get(0));
        side.kafka.send(held.entries().get(2));
        side.kafka.state(UUID.randomUUID(), new byte[] {1, 2, 3});
        side.kafka.eraseAll(stories.getFirst().last());
        // Kafka still has the text of this one.
        Story erased = stories.getLast();
        side.kafka.send(erased.erased(erased.last(), "text"));
        side.kafka.send(erased.a(new EntriesSeen(erased.anna, List.of(new Range(0, 5)))));
        stories.forEach(story -> side.json(story, ""));
        ReadSide.until(() -> tables.count("halted") >= 2 && tables.isAt(side.kafka));
        Map<String, List<@Nullable String>> before = content();
        List<@Nullable String> indexes = indexes();

        rebuild().run();

        assertThat(content()).isEqualTo(before);
        assertThat(indexes()).isEqualTo(indexes);
        assertThat(before.get("seen")).hasSize(1);
        assertThat(side.json(erased, "/entries/4").at("/data/text/erased").booleanValue())
                .isTrue();
        assertThat(schemas()).containsExactly("projections");
        assertThat(progress).extracting(Progress::phase).containsSubsequence(Phase.values());
        assertThat(progress.getLast().done()).isEqualTo(progress.getLast().total());
    }

    @Test
    void writes_and_queries_go_on_meanwhile() {
        List<Story> before = stories(50);
        before.forEach(story -> side.json(story, ""));
        AtomicBoolean done = new AtomicBoolean();
        // The writer waits for the reader, or it would write faster than anybody could rebuild.
        Semaphore rounds = new Semaphore(0);
        CompletableFuture<List<Story>> writer = CompletableFuture.supplyAsync(
                () -> {
                    List<Story> written = new ArrayList<>();
                    while (!done.get()) {
                        written.addAll(stories(5));
                        rounds.acquireUninterruptibly();
                    }
                    return written;
                },
                Thread::startVirtualThread);
        CompletableFuture<Integer> reader = CompletableFuture.supplyAsync(
                () -> {
                    int answers = 0;
                    while (!done.get()) {
                        for (Story story : before) {
                            var entries = side.json(story, "/entries").at("/items");
                            assertThat(entries.size()).isEqualTo(5);
                            assertThat(entries.at("/4/data/text").stringValue()).isEqualTo("Here it is");
                            answers++;
                        }
                        rounds.release();
                    }
                    return answers;
                },
                Thread::startVirtualThread);

        try {
            rebuild().run();
        } finally {
            done.set(true);
            rounds.release();
        }

        assertThat(reader.join()).isPositive();
        writer.join()
                .forEach(story -> assertThat(
                                side.json(story, "/entries").at("/items").size())
                        .isEqualTo(5));
        ReadSide.until(() -> tables.isAt(side.kafka));
        Map<String, List<@Nullable String>> live = content();
        rebuild().run();
        assertThat(content()).isEqualTo(live);
    }

    @Test
    void one_cut_short_leaves_what_serves_as_it_was_and_can_be_started_again() {
        List<Story> stories = stories(5);
        stories.forEach(story -> side.json(story, ""));
        ReadSide.until(() -> tables.isAt(side.kafka));
        Map<String, List<@Nullable String>> before = content();
        for (Phase phase : List.of(Phase.FILLING, Phase.SWAPPING)) {
            Rebuild cutShort = new Rebuild(tables.database(), side.kafka.source(), Kinds.FOLDS, at -> {
                if (at.phase() == phase) {
                    throw new IllegalStateException("cut short");
                }
            });

            assertThatThrownBy(cutShort::run).hasMessage("cut short");

            assertThat(content()).isEqualTo(before);
        }
        stories(1)
                .forEach(story -> assertThat(
                                side.json(story, "/entries").at("/items").size())
                        .isEqualTo(5));

        rebuild().run();

        assertThat(schemas()).containsExactly("projections");
    }

    @Test
    void a_second_one_at_the_same_time_is_refused() throws Exception {
        try (Connection other = tables.database().session(ReadDatabase.LIVE);
                var statement = other.createStatement()) {
            statement.execute(Locks.TRY_REBUILD);

            assertThatThrownBy(() -> rebuild().run())
                    .isInstanceOf(RebuildFailed.class)
                    .hasMessageContaining("Another rebuild");
        }
    }

    @Test
    void without_kafka_it_fails_with_a_sentence() {
        Rebuild rebuild = new Rebuild(
                tables.database(),
                new KafkaSource("127.0.0.1:9", side.kafka.source().topics()),
                Kinds.FOLDS,
                progress::add);

        assertThatThrownBy(rebuild::run)
                .isInstanceOf(RebuildFailed.class)
                .hasMessage("Kafka does not answer. The rebuild can be started again.");
    }

    @Test
    void its_progress_fits_one_line() {
        Progress filling = new Progress(Phase.FILLING, 1_500_000, 3_000_000, 45_000, java.time.Duration.ofSeconds(133));

        assertThat(ProgressBar.line(filling).strip())
                .isEqualTo("[###############---------------]  50 %  1,500,000 of 3,000,000  45,000/s  2:13 left");
    }

    private Rebuild rebuild() {
        return new Rebuild(tables.database(), side.kafka.source(), Kinds.FOLDS, progress::add);
    }

    private static List<Story> stories(int count) {
        List<Story> stories =
                IntStream.range(0, count).mapToObj(i -> Story.opened()).toList();
        stories.forEach(story -> story.delivered(story.made("Publish the timeline")));
        side.kafka.sendAll(stories.stream()
                .flatMap(story -> story.entries().stream())
                .<Entry>map(entry -> entry)
                .toList());
        return stories;
    }

    private static Map<String, List<@Nullable String>> content() {
        Map<String, List<@Nullable String>> content = new LinkedHashMap<>();
        ReadTables.NAMES.forEach(table -> content.put(table, tables.rows(table)));
        return content;
    }

    private static List<@Nullable String> indexes() {
        return tables.sql()
                .sql("select indexdef from pg_indexes where schemaname = 'projections' order by indexname")
                .query(String.class)
                .list();
    }

    private static List<@Nullable String> schemas() {
        return tables.sql()
                .sql("select nspname::text from pg_namespace where nspname like 'projections%'")
                .query(String.class)
                .list();
    }
}
