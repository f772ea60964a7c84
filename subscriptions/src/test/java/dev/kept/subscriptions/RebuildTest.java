package dev.kept.subscriptions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.projections.Story;
import dev.kept.projections.kinds.Kinds;
import dev.kept.projections.store.database.ReadDatabase;
import dev.kept.projections.store.rebuild.Rebuild;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class RebuildTest {

    @Test
    void what_people_subscribed_to_is_not_touched_and_the_new_read_models_can_be_read() {
        try (SubscriptionsSide side = SubscriptionsSide.start(Map.of(), null)) {
            JdbcClient subscriptions = JdbcClient.create(side.bean("subscriptionsDataSource", DataSource.class));
            Story story = Story.opened();
            side.send(story);
            side.json(story, "");
            UUID calendar = UUID.randomUUID();
            subscriptions
                    .sql("insert into calendar (calendar_id, member, texts, secret_digest, created_at)"
                            + " values (?, ?, false, ?, now())")
                    .params(calendar, UUID.randomUUID(), new byte[] {1})
                    .update();

            new Rebuild(readModels(side), side.kafka.source(), Kinds.FOLDS, progress -> {}).run();

            assertThat(subscriptions
                            .sql("select calendar_id from calendar")
                            .query(UUID.class)
                            .list())
                    .containsExactly(calendar);
            assertThat(subscriptions
                            .sql("select ledger_id from projections.ledger")
                            .query(UUID.class)
                            .list())
                    .as("read by the role of the subscriptions")
                    .containsExactly(story.ledger);
        }
    }

    private static ReadDatabase readModels(SubscriptionsSide side) {
        return new ReadDatabase(
                side.database.jdbcUrl(),
                side.database.projectionsOwner().username(),
                side.database.projectionsOwner().password());
    }
}
