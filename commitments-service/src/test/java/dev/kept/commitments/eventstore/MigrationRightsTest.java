package dev.kept.commitments.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kept.local.Credentials;
import dev.kept.local.KeptDatabase;
import dev.kept.local.SharedPostgres;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** A service that is not given the owner's password. */
class MigrationRightsTest {

    private final KeptDatabase database = SharedPostgres.freshDatabase();
    private final StoreDataSources.Role app = role(database.commitmentsApp());

    @Test
    void starts_on_a_schema_that_somebody_else_has_brought_up_to_date() {
        StoreDataSources.migrate(database.jdbcUrl(), role(database.commitmentsOwner()));

        assertThatCode(() -> StoreDataSources.requireUpToDate(database.jdbcUrl(), app))
                .doesNotThrowAnyException();
    }

    @Test
    void says_what_to_do_where_the_schema_is_older() {
        assertThatThrownBy(() -> StoreDataSources.requireUpToDate(database.jdbcUrl(), app))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("'migrate'");
    }

    @Test
    void is_one_whose_settings_name_no_owner() {
        var login = new StoreProperties.Login(null, "commitments_owner", "secret");

        assertThat(settings(login).migrates()).isTrue();
        assertThat(settings(null).migrates()).isFalse();
        assertThat(settings(new StoreProperties.Login(null, "", null)).migrates())
                .isFalse();
    }

    private static StoreProperties settings(StoreProperties.@Nullable Login migration) {
        return new StoreProperties(null, migration, 1, 1, DataSize.ofMegabytes(1));
    }

    private static StoreDataSources.Role role(Credentials credentials) {
        return new StoreDataSources.Role(credentials.username(), credentials.password());
    }
}
