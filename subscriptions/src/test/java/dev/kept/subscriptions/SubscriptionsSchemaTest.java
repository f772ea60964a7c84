package dev.kept.subscriptions;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.kept.local.KeptDatabase;
import dev.kept.local.SharedPostgres;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class SubscriptionsSchemaTest {

    private final KeptDatabase kept = SharedPostgres.freshDatabase();
    private final SubscriptionsDatabase owned = new SubscriptionsDatabase(
            kept.jdbcUrl(),
            kept.subscriptionsOwner().username(),
            kept.subscriptionsOwner().password());

    @Test
    void is_migrated_once() {
        owned.migrate();

        assertThatCode(owned::migrate).doesNotThrowAnyException();
    }

    @Test
    void that_is_missing_and_may_not_be_created_is_refused_with_what_to_do() {
        try (HikariDataSource pool = owned.pool(1)) {
            JdbcClient.create(pool).sql("drop schema subscriptions").update();
        }

        assertThatThrownBy(owned::migrate)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "The schema subscriptions is missing and the role subscriptions_owner may not create it: run"
                                + " 'CREATE SCHEMA subscriptions AUTHORIZATION subscriptions_owner', or grant that role CREATE on"
                                + " the database.");
    }
}
