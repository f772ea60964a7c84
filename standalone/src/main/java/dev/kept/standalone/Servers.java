package dev.kept.standalone;

import dev.kept.local.Durability;
import dev.kept.local.KeptDatabase;
import dev.kept.local.LocalKafka;
import dev.kept.local.LocalPostgres;
import dev.kept.local.Secrets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** PostgreSQL and the broker of a data folder: started side by side and ended here, or those of a Kept that runs. */
final class Servers implements AutoCloseable {

    private final @Nullable LocalPostgres postgres;
    private final @Nullable LocalKafka kafka;
    private final CompletableFuture<KeptDatabase> database;
    private final CompletableFuture<String> broker;

    private Servers(
            @Nullable LocalPostgres postgres,
            @Nullable LocalKafka kafka,
            CompletableFuture<KeptDatabase> database,
            CompletableFuture<String> broker) {
        this.postgres = postgres;
        this.kafka = kafka;
        this.database = database;
        this.broker = broker;
    }

    /** Begins to start both; who asks for one waits for it. */
    static Servers start(Path home, Consumer<String> report) {
        LocalPostgres postgres = new LocalPostgres(home, Durability.POWER_LOSS);
        LocalKafka kafka = new LocalKafka(home, Durability.POWER_LOSS);
        return new Servers(
                postgres,
                kafka,
                inParallel("PostgreSQL", report, () -> postgres.start().keptDatabase()),
                inParallel("Kafka", report, () -> kafka.start().bootstrapServers()));
    }

    /** Those of the Kept that runs over the same folder. */
    static Servers of(Running running, Path home) {
        return new Servers(
                null,
                null,
                CompletableFuture.completedFuture(
                        KeptDatabase.kept(running.postgresPort(), new Secrets(home.resolve("secrets")))),
                CompletableFuture.completedFuture(running.kafka()));
    }

    KeptDatabase database() {
        return await(database);
    }

    /** The broker's host and port. */
    String kafka() {
        return await(broker);
    }

    int postgresPort() {
        return postgres == null ? 0 : postgres.port();
    }

    /** Ends what was started here, the broker first. */
    @Override
    public void close() {
        if (kafka != null) {
            kafka.stop();
        }
        if (postgres != null) {
            postgres.stop();
        }
    }

    private static <T> CompletableFuture<T> inParallel(String name, Consumer<String> report, Supplier<T> start) {
        CompletableFuture<T> outcome = new CompletableFuture<>();
        Thread.ofPlatform().name("start " + name).start(() -> {
            try {
                T started = start.get();
                report.accept(name + " runs");
                outcome.complete(started);
            } catch (RuntimeException e) {
                outcome.completeExceptionally(e);
            }
        });
        return outcome;
    }

    private static <T> T await(CompletableFuture<T> outcome) {
        try {
            return outcome.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
