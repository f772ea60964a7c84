package dev.kept.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresArchiveTest {

    @TempDir
    Path folder;

    private final List<LocalPostgres> servers = new ArrayList<>();
    private Path home;
    private Path archive;
    private Path backup;
    private LocalPostgres server;

    @BeforeEach
    void a_server_that_archives_and_a_backup_of_it() throws Exception {
        home = folder.resolve("home");
        archive = folder.resolve("the archive");
        backup = folder.resolve("backup");
        PostgresArchive.into(home, archive);
        server = over(home);
        execute(server, "CREATE TABLE written (number integer PRIMARY KEY)");
        execute(server, "INSERT INTO written VALUES (1)");
        backUp(backup);
    }

    @AfterEach
    void stop() {
        servers.forEach(LocalPostgres::kill);
    }

    @Test
    void a_backup_and_the_archive_bring_back_any_moment_since_and_the_archive_goes_on_from_there() throws Exception {
        execute(server, "INSERT INTO written VALUES (2)");
        Instant before = now();
        execute(server, "DELETE FROM written");
        awaitArchived();
        server.stop();

        Path past = copyOfTheBackup("past");
        assertThat(recover(past, archive, before))
                .hasValueSatisfying(last -> assertThat(last).isBefore(before));
        PostgresArchive.into(past, archive);
        LocalPostgres recovered = over(past);
        assertThat(number(recovered, "SELECT count(*) FROM written")).isEqualTo(2);
        execute(recovered, "INSERT INTO written VALUES (3)");
        backUp(recovered, past, folder.resolve("later backup"));
        execute(recovered, "INSERT INTO written VALUES (4)");
        recovered.stop();

        // What was archived on the history that was left is not taken for its own.
        Path end = copyOf(folder.resolve("later backup"), "end");
        recover(end, archive, null);
        assertThat(number(over(end), "SELECT count(*) FROM written")).isEqualTo(4);
    }

    @Test
    void a_server_that_was_stopped_has_archived_all() throws Exception {
        execute(server, "INSERT INTO written SELECT generate_series(2, 1000)");
        server.stop();

        Path end = copyOfTheBackup("end");
        recover(end, archive, null);

        assertThat(number(over(end), "SELECT count(*) FROM written")).isEqualTo(1000);
    }

    @Test
    void a_moment_that_backup_and_archive_do_not_cover_is_refused_with_the_reason() throws Exception {
        execute(server, "INSERT INTO written VALUES (2)");
        awaitArchived();
        server.stop();

        assertThatThrownBy(() ->
                        recover(copyOfTheBackup("early"), archive, Instant.now().minus(Duration.ofDays(1))))
                .hasMessageContaining("is before the end of this backup");
        assertThatThrownBy(() ->
                        recover(copyOfTheBackup("late"), archive, Instant.now().plus(Duration.ofDays(1))))
                .hasMessageContaining("The archive ends before");
    }

    @Test
    void a_file_of_another_server_is_not_overwritten_and_the_server_says_that_it_cannot_archive() throws Exception {
        awaitArchived();
        server.stop();
        Path other = folder.resolve("other");
        PostgresArchive.into(other, archive);
        LocalPostgres stranger = over(other);
        execute(stranger, "CREATE TABLE something ()");
        execute(stranger, "SELECT pg_switch_wal()");

        awaitOne(stranger, "SELECT count(*) FROM pg_stat_archiver WHERE failed_count > 0 AND archived_count = 0");
        Path end = copyOfTheBackup("end");
        recover(end, archive, null);
        assertThat(number(over(end), "SELECT count(*) FROM written")).isEqualTo(1);
    }

    @Test
    void the_folder_is_remembered_until_there_is_to_be_none() throws Exception {
        server.stop();
        assertThat(PostgresArchive.of(home)).contains(archive);
        assertThat(over(home).show("archive_mode")).isEqualTo("on");

        PostgresArchive.nowhere(home);
        assertThat(PostgresArchive.of(home)).isEmpty();
        servers.forEach(LocalPostgres::stop);
        assertThat(over(home).show("archive_mode")).isEqualTo("off");
    }

    @Test
    void a_name_that_a_command_would_read_otherwise_is_refused() {
        for (String name : List.of("it's", "a \"b\"", "$HOME", "50%", "back\\slash", "two\nlines")) {
            assertThatIllegalArgumentException().isThrownBy(() -> PostgresArchive.into(home, folder.resolve(name)));
        }
    }

    /** By the server's own clock. */
    private Instant now() throws SQLException, InterruptedException {
        try (Connection connection = server.superuser("postgres");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT clock_timestamp()")) {
            row.next();
            Thread.sleep(20);
            return row.getObject(1, java.time.OffsetDateTime.class).toInstant();
        }
    }

    private void awaitArchived() throws Exception {
        execute(server, "CREATE TABLE last ()");
        String file;
        try (Connection connection = server.superuser("postgres");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_walfile_name(pg_switch_wal())")) {
            row.next();
            file = row.getString(1);
        }
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (Files.notExists(archive.resolve(file + ".gz"))) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.sleep(50);
        }
    }

    private static void awaitOne(LocalPostgres on, String sql) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (number(on, sql) != 1) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.sleep(50);
        }
    }

    private void backUp(Path to) throws Exception {
        backUp(server, home, to);
    }

    private static void backUp(LocalPostgres from, Path home, Path to) throws Exception {
        new PostgresBackup(home, from.keptDatabase(), (copied, total) -> {}).to(to);
        Folders.copy(home.resolve("secrets"), to.resolve("secrets"));
    }

    private Path copyOfTheBackup(String name) throws IOException {
        return copyOf(backup, name);
    }

    private Path copyOf(Path folder, String name) throws IOException {
        Path copy = this.folder.resolve(name);
        Folders.copy(folder, copy);
        return copy;
    }

    private static Optional<Instant> recover(Path home, Path archive, @Nullable Instant until) throws IOException {
        return PostgresRecovery.recover(home, archive, until, server(home));
    }

    private LocalPostgres over(Path home) {
        LocalPostgres started = server(home);
        servers.add(started);
        return started.start();
    }

    private static LocalPostgres server(Path home) {
        return new LocalPostgres(home, BrokerLibrary.folder().resolveSibling("postgresql"), Durability.PROCESS_DEATH);
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
