package dev.kept.projections.store.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kept.local.SecuredKafka;
import dev.kept.projections.KafkaLog;
import dev.kept.projections.ReadTables;
import dev.kept.projections.Story;
import dev.kept.projections.kinds.Kinds;
import dev.kept.projections.store.rebuild.Rebuild;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Kafka that speaks TLS and asks who is there. */
@Tag("long")
class SecuredKafkaTest {

    private static final String PASSWORD = "a-password-of-the-broker";
    private static final List<Integer> ALL = List.of(0, 1, 2);

    @TempDir
    Path home;

    private SecuredKafka broker;
    private KafkaLog kafka;
    private final ReadTables tables = ReadTables.fresh();

    @BeforeEach
    void start() {
        broker = new SecuredKafka(home, PASSWORD);
        kafka = KafkaLog.fresh(broker.bootstrapServers(), broker.properties(PASSWORD));
    }

    @AfterEach
    void stop() {
        kafka.close();
        broker.close();
        tables.close();
    }

    @Test
    void what_it_holds_is_read_and_rebuilt_with_the_settings_for_it_and_not_without() throws Exception {
        Story story = Story.opened();
        story.made("Publish the timeline");
        story.entries().forEach(kafka::send);

        try (Feed feed = feed(kafka.source())) {
            feed.assign(ALL);
            while (feed.lag().values().stream().anyMatch(lag -> lag > 0)) {
                feed.step(Duration.ofMillis(100));
            }
        }
        assertThat(tables.head(story.ledger)).isEqualTo(story.entries().size() - 1L);

        new Rebuild(tables.database(), kafka.source(), Kinds.FOLDS, progress -> {}).run();
        assertThat(tables.head(story.ledger)).isEqualTo(story.entries().size() - 1L);

        KafkaSource wrong =
                new KafkaSource(broker.bootstrapServers(), kafka.source().topics(), broker.properties("another"));
        try (Feed feed = feed(wrong)) {
            assertThatThrownBy(() -> feed.assign(ALL)).hasMessageNotContaining("another");
        }
        assertThat(wrong.toString()).doesNotContain("another");
    }

    private Feed feed(KafkaSource source) {
        return new Feed(source, "test", 2_000, tables.dataSource(), Kinds.FOLDS, true, Observer.NONE);
    }
}
