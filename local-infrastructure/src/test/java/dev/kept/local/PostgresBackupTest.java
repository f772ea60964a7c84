package dev.kept.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresBackupTest {

    @TempDir
    Path folder;

    private final List<LocalPostgres> servers = new CopyOnWriteArrayList<>();
    private LocalPostgres server;

    @BeforeEach
    void start() throws SQLException {
        server = over(folder.resolve("home"));
        execute(server, "CREATE TABLE written (number integer PRIMARY KEY, filler text NOT NULL)");
    }

    @AfterEach
    void stop() {
        servers.forEach(LocalPostgres::stop);
    }

    @Test
    void a_copy_made_while_rows_are_written_and_checkpoints_made_has_all_up_to_one_of_them() throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        AtomicInteger committed = new AtomicInteger();
        CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> write(enough, committed));
        while (committed.get() < 200) {
            Thread.onSpinWait();
        }
        int before = committed.get();

        long bytes = new PostgresBackup(folder.resolve("home"), server.keptDatabase(), this::checkpointNowAndThen)
                .to(folder.resolve("copy"));

        int after = committed.get();
        enough.set(true);
        writing.join();
        assertThat(bytes).isPositive();
        copySecrets();
        LocalPostgres restored = over(folder.resolve("copy"));
        int rows = number(restored, "SELECT count(*) FROM written");
        assertThat(rows).isBetween(before, committed.get());
        assertThat(after).isGreaterThan(before);
        // Without a gap: each row was committed before the next.
        assertThat(number(restored, "SELECT max(number) FROM written")).isEqualTo(rows - 1);
        // Its own from here on.
        execute(restored, "INSERT INTO written VALUES (1000000, 'more')");
    }

    @Test
    void the_server_goes_on_as_before_and_keeps_no_log_for_a_copy_that_is_done() throws Exception {
        new PostgresBackup(folder.resolve("home"), server.keptDatabase(), (copied, total) -> {})
                .to(folder.resolve("copy"));

        assertThat(number(server, "SELECT count(*) FROM pg_replication_slots")).isZero();
        assertThat(folder.resolve("copy/postgresql/data/postmaster.pid")).doesNotExist();
        try (Stream<Path> files = Files.walk(folder.resolve("copy"))) {
            assertThat(files.filter(Files::isRegularFile))
                    .allSatisfy(file -> assertThat(Files.getPosixFilePermissions(file))
                            .as(file.toString())
                            .hasSize(2));
        }
    }

    private final AtomicInteger told = new AtomicInteger();

    private void checkpointNowAndThen(long copied, long total) {
        assertThat(copied).isLessThanOrEqualTo(total);
        if (told.incrementAndGet() % 300 == 0) {
            try {
                execute(server, "CHECKPOINT");
                execute(server, "SELECT pg_switch_wal()");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private void write(AtomicBoolean enough, AtomicInteger committed) {
        try (Connection connection = server.superuser("postgres");
                Statement statement = connection.createStatement()) {
            while (!enough.get()) {
                statement.execute("INSERT INTO written VALUES (" + committed.get() + ", repeat('x', 500))");
                committed.incrementAndGet();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The copy of the server alone has no password that somebody knows. */
    private void copySecrets() throws IOException {
        Path secrets = folder.resolve("copy/secrets");
        Folders.createOwnerOnly(secrets);
        Files.copy(folder.resolve("home/secrets/postgres"), secrets.resolve("postgres"));
    }

    private LocalPostgres over(Path home) {
        LocalPostgres started = new LocalPostgres(home, Durability.POWER_LOSS);
        servers.add(started);
        return started.start();
    }

    private static void execute(LocalPostgres on, String sql) throws SQLException {
        try (Connection connection = on.superuser("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int number(LocalPostgres on, String sql) throws SQLException {
        try (Connection connection = on.superuser("postgres");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }
}
