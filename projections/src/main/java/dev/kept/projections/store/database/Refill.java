package dev.kept.projections.store.database;

import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;

/**
 * What follows from other columns of a row and is made anew when the code makes it otherwise: a repeatable migration, run whenever its
 * checksum is another than the one it last ran with. Run in one transaction, in which the driver fetches a few rows at a time.
 */
abstract class Refill implements JavaMigration {

    static final int BATCH = 500;
    static final int FEW = 8;

    @Override
    @SuppressWarnings("NullAway") // Flyway's sign of a repeatable migration.
    public @Nullable MigrationVersion getVersion() {
        return null;
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true;
    }
}
