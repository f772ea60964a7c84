package dev.kept.projections.store.database;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kept.local.KeptDatabase;
import dev.kept.local.SharedPostgres;
import org.junit.jupiter.api.Test;

class SubscriptionsSchemaTest {

    private final KeptDatabase database = SharedPostgres.freshDatabase();

    @Test
    void is_made_and_migrated_once() {
        ReadDatabase owned = new ReadDatabase(
                database.jdbcUrl(),
                database.projectionsOwner().username(),
                database.projectionsOwner().password());

        owned.migrateSubscriptions();

        assertThatCode(owned::migrateSubscriptions).doesNotThrowAnyException();
    }

    @Test
    void that_may_not_be_made_is_refused_with_what_to_do() {
        ReadDatabase other = new ReadDatabase(
                database.jdbcUrl(),
                database.accountsOwner().username(),
                database.accountsOwner().password());

        assertThatThrownBy(other::migrateSubscriptions)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The schema subscriptions is missing and the role accounts_owner may not create it: run"
                        + " 'CREATE SCHEMA subscriptions AUTHORIZATION accounts_owner', or grant that role CREATE on the"
                        + " database.");
    }
}
