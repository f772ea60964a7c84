package dev.kept.projections.store.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kept.events.Entry;
import dev.kept.events.Statements;
import dev.kept.projections.KafkaLog;
import dev.kept.projections.ReadTables;
import dev.kept.projections.Story;
import dev.kept.projections.kinds.Kinds;
import dev.kept.projections.kinds.commitments.CommitmentFold;
import dev.kept.projections.kinds.commitments.CommitmentView;
import dev.kept.projections.store.database.ReadDatabase;
import dev.kept.projections.store.fold.Item;
import dev.kept.projections.store.fold.ItemKey;
import dev.kept.projections.store.fold.LedgerFolding;
import dev.kept.projections.store.fold.StoredView;
import dev.kept.projections.store.fold.ViewJson;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An item with a long history: its view is not written again with each entry, and is read as if it were. */
class LongViewsTest {

    private static final CommitmentFold FOLD = new CommitmentFold();
    private static final List<Integer> ALL =
            IntStream.range(0, KafkaLog.PARTITIONS).boxed().toList();

    private final KafkaLog kafka = KafkaLog.fresh();
    private final ReadTables tables = ReadTables.fresh();
    private final Story story = Story.opened();
    private final UUID commitment = story.made("Publish the timeline");
    private Feed feed = feed();

    @BeforeEach
    void begin() throws SQLException {
        feed.assign(ALL);
        story.entries().forEach(kafka::send);
        drain();
    }

    @AfterEach
    void close() {
        feed.close();
        tables.close();
        kafka.close();
    }

    @Test
    void are_written_now_and_then_alone_and_stand_as_if_they_were_written_each_time() throws SQLException {
        Set<Long> standing = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            update(1);
            standing.add(row().stands());
            assertStandsAsFolded();
        }

        // Each entry while it is short, which it is for some twenty of them.
        assertThat(standing).hasSizeBetween(15, 45);
        assertThat(row().last()).isEqualTo(story.head());
        assertThat(row().brief()).isEqualTo(ViewJson.write(FOLD.brief(folded().view())));
    }

    @Test
    void stand_as_folded_however_entries_come_together() throws SQLException {
        for (int each : List.of(40, 1, 3, 30, 1, 1, 200, 2, 5, 1)) {
            update(each);
            assertStandsAsFolded();
        }
    }

    @Test
    void are_read_with_what_they_lack_by_a_feed_that_has_just_begun() throws SQLException {
        update(60);
        update(1);
        update(1);
        assertThat(row().stands()).isLessThan(row().last());

        restart();
        update(1);

        assertThat(row().stands()).isLessThan(row().last());
        assertStandsAsFolded();
    }

    @Test
    void that_a_rebuild_has_replaced_are_read_anew() throws SQLException {
        update(60);
        update(2);
        String whole = ViewJson.write(folded().view());
        tables.sql()
                .sql("update item set view = ?, view_sequence = null")
                .param(whole)
                .update();

        update(1);
        assertStandsAsFolded();
        update(1);
        assertStandsAsFolded();
    }

    @Test
    void are_not_added_to_when_another_one_took_their_place_meanwhile() throws SQLException {
        update(60);
        update(1);
        Row row = row();
        ItemKey key = new ItemKey(FOLD.kind(), commitment);
        LedgerFolding folding =
                LedgerFolding.from(Kinds.FOLDS, story.head(), story.last().recorded(), null);
        folding.know(FOLD.kind(), folded());
        StoredView other = new StoredView(row.stands() - 1, StoredView.SHORT * 4, 1);
        LedgerChange change =
                new LedgerChange(story.ledger, 0, folding, null, Map.of(), List.of(), null, Map.of(key, other));
        Entry next = story.updated(commitment, "One more");
        folding.apply(Statements.read(Statements.write(next).bytes()));

        try (Connection connection = tables.dataSource().getConnection()) {
            JdbcReadModels models = new JdbcReadModels(Kinds.FOLDS);

            assertThatThrownBy(() -> models.write(connection, List.of(change))).isInstanceOf(ViewsMoved.class);
        }
    }

    @Test
    void get_their_briefs_anew_from_all_of_their_entries() throws SQLException {
        update(60);
        update(2);
        String brief = row().brief();
        tables.sql().sql("update item set brief = '[]'").update();
        tables.sql()
                .sql("update flyway_schema_history set checksum = 0 where description = 'briefs of commitments'")
                .update();

        tables.database().migrate(tables.dataSource(), ReadDatabase.LIVE);

        assertThat(row().stands()).isLessThan(row().last());
        assertThat(row().brief()).isEqualTo(brief);
    }

    @Test
    void of_a_kind_whose_entries_cannot_be_looked_up_are_always_whole() {
        assertThat(Kinds.FOLDS)
                .allSatisfy(fold -> assertThat(StoredView.isOf(fold, 100_000)).isEqualTo(fold.isSubject()));
        assertThat(StoredView.isOf(FOLD, StoredView.SHORT - 1)).isFalse();
    }

    private void update(int times) throws SQLException {
        for (int i = 0; i < times; i++) {
            story.updated(commitment, "Progress after " + story.head() + " entries");
            kafka.send(story.last());
        }
        drain();
    }

    /** @param stands the entry that the view stands at */
    private record Row(long stands, long last, String view, String brief) {}

    private Row row() {
        return tables.sql()
                .sql("select coalesce(view_sequence, last_sequence), last_sequence, view, brief from item")
                .query((row, number) -> new Row(row.getLong(1), row.getLong(2), row.getString(3), row.getString(4)))
                .single();
    }

    /** From the stored statements, one by one. */
    private Item<CommitmentView> folded() {
        List<Entry> entries = entries();
        CommitmentView first = FOLD.evolve(null, entries.getFirst());
        long begun = entries.getFirst().sequence();
        return StoredView.follow(FOLD, new Item<>(commitment, begun, begun, first), entries.subList(1, entries.size()));
    }

    private List<Entry> entries() {
        return tables.sql()
                .sql("select statement from entry where subject = ? order by sequence")
                .param(commitment)
                .query((row, number) -> Statements.read(row.getBytes(1)))
                .list();
    }

    private void assertStandsAsFolded() {
        Row row = row();
        Item<CommitmentView> stored =
                new Item<>(commitment, 3, row.stands(), ViewJson.read(row.view(), CommitmentView.class));
        Item<CommitmentView> read = StoredView.follow(
                FOLD,
                stored,
                entries().stream()
                        .filter(entry -> entry.sequence() > row.stands())
                        .toList());

        assertThat(row.last()).isEqualTo(story.head());
        assertThat(read).isEqualTo(folded());
    }

    private Feed feed() {
        return new Feed(kafka.source(), "test", 2_000, tables.dataSource(), Kinds.FOLDS, true, committed -> {});
    }

    private void restart() throws SQLException {
        feed.close();
        feed = feed();
        feed.assign(ALL);
    }

    private void drain() throws SQLException {
        while (feed.lag().values().stream().anyMatch(lag -> lag > 0)) {
            feed.step(Duration.ofMillis(100));
        }
    }
}
