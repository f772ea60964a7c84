package dev.kept.benchmarks;

import dev.kept.local.Durability;
import dev.kept.local.Folders;
import dev.kept.local.KeptDatabase;
import dev.kept.local.LocalKafka;
import dev.kept.local.LocalPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL and a broker with the settings that Kept runs them with, flushing to disk, over a folder that goes when they do. */
final class Infrastructure implements AutoCloseable {

    private final Path home;
    private final LocalPostgres postgres;
    private @Nullable LocalKafka kafka;
    private int databases;

    private Infrastructure(Path home) {
        this.home = home;
        this.postgres = new LocalPostgres(home, Durability.POWER_LOSS);
    }

    /** PostgreSQL alone; the broker comes when it is asked for. */
    static Infrastructure start() throws IOException {
        Infrastructure started = new Infrastructure(Files.createTempDirectory("kept-benchmarks"));
        started.postgres.start();
        return started;
    }

    KeptDatabase freshDatabase() {
        databases++;
        return postgres.database("kept_" + databases);
    }

    /** The broker's host and port. */
    String kafka() {
        LocalKafka running = kafka;
        if (running == null) {
            running = new LocalKafka(home, Durability.POWER_LOSS).start();
            kafka = running;
        }
        return running.bootstrapServers();
    }

    @Override
    public void close() throws IOException {
        LocalKafka running = kafka;
        if (running != null) {
            running.stop();
        }
        postgres.stop();
        Folders.delete(home);
    }
}
