package dev.kept.commitments.eventstore;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Where the event store is, and how it is used.
 *
 * @param datasource the run-time role, which may add entries and change none
 * @param migration the owner of the schema, for migrations alone; without it the schema has to be up to date at start
 * @param lanes how many transactions write at once
 * @param readers the most connections that read at once
 * @param cache how much memory ledgers may take that are kept for their next command; an estimate
 */
@ConfigurationProperties("kept.commitments")
public record StoreProperties(
        @Nullable Login datasource,
        @Nullable Login migration,
        @DefaultValue("" + LANES) int lanes,
        @DefaultValue("8") int readers,
        @DefaultValue("96MB") DataSize cache) {

    /** Unless it is set otherwise. */
    static final int LANES = 2;

    /** @param url of the database; only the data source has one, migrations use the same */
    public record Login(
            @Nullable String url,
            @Nullable String username,
            @Nullable String password) {}

    String url() {
        return required(datasource == null ? null : datasource.url(), "datasource.url", "jdbc:postgresql://host/kept");
    }

    StoreDataSources.Role application() {
        return role(datasource, "datasource", "commitments_app");
    }

    /** Whether this process has the owner's rights, and so sees to the schema itself. */
    boolean migrates() {
        return migration != null
                && migration.username() != null
                && !migration.username().isBlank();
    }

    StoreDataSources.Role owner() {
        return role(migration, "migration", "commitments_owner");
    }

    private static StoreDataSources.Role role(@Nullable Login login, String name, String example) {
        return new StoreDataSources.Role(
                required(login == null ? null : login.username(), name + ".username", example),
                required(login == null ? null : login.password(), name + ".password", "the password of that role"));
    }

    private static String required(@Nullable String value, String name, String example) {
        if (value == null || value.isBlank()) {
            throw new IllegalStateException(
                    "kept.commitments." + name + " is not set. Set it to the event store's, e.g. " + example + ".");
        }
        return value;
    }
}
