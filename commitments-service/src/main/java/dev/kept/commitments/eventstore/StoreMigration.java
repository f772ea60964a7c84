package dev.kept.commitments.eventstore;

import org.flywaydb.core.api.migration.JavaMigration;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** Brings the schema up to date beside the service, which then needs no rights of its owner. */
public final class StoreMigration {

    private StoreMigration() {}

    /**
     * By the service's own settings. Fails with a sentence that names the setting when one is missing.
     *
     * @param migrations of other packages, beside those of the class path
     */
    public static void run(Environment environment, JavaMigration... migrations) {
        StoreProperties properties = Binder.get(environment).bindOrCreate("kept.commitments", StoreProperties.class);
        StoreDataSources.migrate(properties.url(), properties.owner(), migrations);
    }
}
