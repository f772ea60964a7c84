package dev.kept.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPostgresTest {

    @TempDir
    Path home;

    private final List<LocalPostgres> started = new ArrayList<>();

    @AfterEach
    void stop() {
        started.forEach(LocalPostgres::stop);
    }

    @Test
    void what_was_written_is_there_after_a_restart() throws SQLException {
        LocalPostgres first = start(Durability.POWER_LOSS);
        write(first.keptDatabase(), 1);
        first.stop();

        LocalPostgres second = start(Durability.POWER_LOSS);

        assertThat(read(second.keptDatabase())).containsExactly(1);
    }

    @Test
    void what_was_acknowledged_is_there_after_a_crash_and_the_port_is_the_same() throws SQLException {
        LocalPostgres server = start(Durability.POWER_LOSS);
        KeptDatabase database = server.keptDatabase();
        write(database, 1);

        server.kill();
        server.start();

        assertThat(read(database)).containsExactly(1);
    }

    @Test
    void a_server_that_ends_untold_comes_back_on_the_same_port() throws Exception {
        LocalPostgres server = start(Durability.POWER_LOSS);
        KeptDatabase database = server.keptDatabase();
        write(database, 1);
        String pid = Files.readAllLines(home.resolve("postgresql/data/postmaster.pid"))
                .getFirst();
        ProcessHandle process = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();

        process.destroyForcibly();
        process.onExit().get(10, TimeUnit.SECONDS);

        assertThat(readWhenItIsBack(database)).containsExactly(1);
    }

    @Test
    void a_server_that_one_of_its_sessions_outlives_comes_back_once_that_has_noticed() throws Exception {
        LocalPostgres server = start(Durability.POWER_LOSS);
        KeptDatabase database = server.keptDatabase();
        write(database, 1);
        String pid = Files.readAllLines(home.resolve("postgresql/data/postmaster.pid"))
                .getFirst();
        try (Connection connection = server.superuser("kept")) {
            String session = sessionOf(connection);
            signal("STOP", session);
            try {
                ProcessHandle.of(Long.parseLong(pid)).orElseThrow().destroyForcibly();
                until(() ->
                        Files.readString(home.resolve("postgresql/server.log")).contains("is still in use"));
            } finally {
                signal("CONT", session);
            }
        }

        assertThat(readWhenItIsBack(database)).containsExactly(1);
    }

    @Test
    void a_server_that_ends_while_it_starts_again_comes_back_all_the_same() throws Exception {
        LocalPostgres server = start(Durability.POWER_LOSS);
        KeptDatabase database = server.keptDatabase();
        write(database, 1);
        Path pidFile = home.resolve("postgresql/data/postmaster.pid");
        String first = Files.readAllLines(pidFile).getFirst();

        ProcessHandle.of(Long.parseLong(first)).orElseThrow().destroyForcibly();
        until(() -> Files.exists(pidFile)
                && Files.readAllLines(pidFile).stream().limit(1).anyMatch(pid -> !pid.equals(first) && ended(pid)));

        assertThat(readWhenItIsBack(database)).containsExactly(1);
    }

    @Test
    void a_server_that_is_killed_while_it_starts_for_the_first_time_is_tried_again() throws Exception {
        start(Durability.POWER_LOSS).kill();
        Path pidFile = home.resolve("postgresql/data/postmaster.pid");
        Files.deleteIfExists(pidFile);
        CompletableFuture<Void> killed = CompletableFuture.runAsync(() -> {
            long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (!kills(pidFile)) {
                assertThat(System.nanoTime()).isLessThan(end);
                LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
            }
        });

        LocalPostgres again = start(Durability.POWER_LOSS);

        killed.get(60, TimeUnit.SECONDS);
        write(again.keptDatabase(), 1);
    }

    @Test
    void a_database_is_prepared_once_a_server_that_recovers_lets_anybody_in() throws Exception {
        LocalPostgres server = start(Durability.POWER_LOSS);
        write(server.keptDatabase(), 1);
        try (Connection session = server.superuser("postgres");
                Statement statement = session.createStatement();
                ResultSet process = statement.executeQuery("SELECT pg_backend_pid()")) {
            process.next();
            // All sessions end, and the server recovers, when one of them is killed.
            signal("KILL", process.getString(1));
        }

        assertThat(read(server.keptDatabase())).containsExactly(1);
    }

    @Test
    void the_process_id_of_another_program_is_not_taken_for_a_server() throws IOException {
        LocalPostgres server = start(Durability.PROCESS_DEATH);
        server.kill();
        String own = Long.toString(ProcessHandle.current().pid());
        Files.writeString(home.resolve("postgresql/data/postmaster.pid"), own + "\n");

        server.start();

        assertThat(server.show("server_version")).startsWith("18");
    }

    @Test
    void it_flushes_to_disk_and_listens_to_this_machine_alone() {
        LocalPostgres server = start(Durability.POWER_LOSS);

        assertThat(server.show("fsync")).isEqualTo("on");
        assertThat(server.show("synchronous_commit")).isEqualTo("on");
        assertThat(server.show("full_page_writes")).isEqualTo("on");
        assertThat(server.show("listen_addresses")).isEqualTo("127.0.0.1");
    }

    @Test
    void nobody_enters_without_the_generated_password_which_only_its_owner_can_read() throws IOException {
        LocalPostgres server = start(Durability.PROCESS_DEATH);
        String url = server.keptDatabase().jdbcUrl();

        assertThatThrownBy(() -> DriverManager.getConnection(url, "postgres", "postgres"))
                .hasMessageContaining("password authentication failed");
        try (Stream<Path> secrets = Files.list(home.resolve("secrets"))) {
            assertThat(secrets)
                    .hasSize(7)
                    .allSatisfy(
                            secret -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                                    .isEqualTo("rw-------"));
        }
    }

    @Test
    void each_role_enters_its_own_schema_alone() throws SQLException {
        KeptDatabase database = SharedPostgres.freshDatabase();

        execute(database, database.commitmentsOwner(), "CREATE TABLE commitments.entry ()");
        execute(database, database.projectionsOwner(), "CREATE SCHEMA projections_next");
        execute(database, database.subscriptionsOwner(), "CREATE TABLE subscriptions.webhook ()");
        execute(database, database.accountsOwner(), "CREATE TABLE accounts.person ()");
        execute(database, database.pagesOwner(), "CREATE TABLE pages.session ()");
        assertRefused(database, database.commitmentsApp(), "CREATE TABLE commitments.other ()");
        assertRefused(database, database.commitmentsApp(), "SELECT FROM commitments.entry");
        assertRefused(database, database.projectionsOwner(), "SELECT FROM commitments.entry");
        assertRefused(database, database.pagesOwner(), "SELECT FROM accounts.person");
        assertRefused(database, database.accountsOwner(), "SELECT FROM pages.session");
        assertRefused(database, database.projectionsOwner(), "SELECT FROM subscriptions.webhook");
        assertRefused(database, database.subscriptionsOwner(), "SELECT FROM commitments.entry");
        assertRefused(database, database.accountsOwner(), "CREATE SCHEMA another");
        assertRefused(database, database.commitmentsOwner(), "CREATE TABLE public.entry ()");
    }

    @Test
    void the_role_of_the_subscriptions_reads_every_read_model_and_changes_none() throws SQLException {
        KeptDatabase database = SharedPostgres.freshDatabase();
        Credentials reader = database.subscriptionsOwner();
        execute(database, database.projectionsOwner(), "CREATE TABLE projections.ledger ()");
        execute(database, database.projectionsOwner(), "CREATE SCHEMA projections_next");
        execute(database, database.projectionsOwner(), "CREATE TABLE projections_next.ledger ()");

        execute(database, reader, "SELECT FROM projections.ledger");
        execute(database, reader, "SELECT FROM projections_next.ledger");
        assertRefused(database, reader, "INSERT INTO projections.ledger DEFAULT VALUES");
        assertRefused(database, reader, "CREATE TABLE projections.other ()");
    }

    @Test
    void subscriptions_from_before_they_had_a_role_pass_to_it() throws SQLException {
        LocalPostgres server = start(Durability.PROCESS_DEATH);
        KeptDatabase before = server.keptDatabase();
        try (Connection superuser = server.superuser("kept");
                Statement statement = superuser.createStatement()) {
            statement.execute("ALTER SCHEMA subscriptions OWNER TO projections_owner");
        }
        execute(before, before.projectionsOwner(), "CREATE TABLE subscriptions.webhook ()");

        KeptDatabase after = server.keptDatabase();

        execute(after, after.subscriptionsOwner(), "INSERT INTO subscriptions.webhook DEFAULT VALUES");
        execute(after, after.subscriptionsOwner(), "ALTER TABLE subscriptions.webhook ADD COLUMN more int");
        assertRefused(after, after.projectionsOwner(), "SELECT FROM subscriptions.webhook");
    }

    @Test
    void a_fresh_database_shares_nothing_with_the_one_before() throws SQLException {
        KeptDatabase first = SharedPostgres.freshDatabase();
        write(first, 1);

        KeptDatabase second = SharedPostgres.freshDatabase();
        write(second, 2);

        assertThat(read(first)).containsExactly(1);
        assertThat(read(second)).containsExactly(2);
    }

    /** Kills the server of that file, unless it is not there yet. */
    private static boolean kills(Path pidFile) {
        try {
            String pid = Files.readAllLines(pidFile).getFirst().strip();
            return ProcessHandle.of(Long.parseLong(pid)).orElseThrow().destroyForcibly();
        } catch (IOException | NoSuchElementException | NumberFormatException e) {
            return false;
        }
    }

    private LocalPostgres start(Durability durability) {
        LocalPostgres server = new LocalPostgres(home, BrokerLibrary.folder().resolveSibling("postgresql"), durability);
        started.add(server);
        return server.start();
    }

    private static void write(KeptDatabase database, int value) throws SQLException {
        execute(
                database,
                database.commitmentsOwner(),
                "CREATE TABLE commitments.entry (value int); INSERT INTO commitments.entry VALUES (" + value + ")");
    }

    private static String sessionOf(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            return row.getString(1);
        }
    }

    private static boolean ended(String pid) {
        return ProcessHandle.of(Long.parseLong(pid))
                .map(ProcessHandle::destroyForcibly)
                .orElse(false);
    }

    private static void signal(String signal, String process) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + signal, process).start().waitFor())
                .isZero();
    }

    private static void until(Callable<Boolean> there) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!there.call()) {
            assertThat(System.nanoTime()).isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private static List<Integer> readWhenItIsBack(KeptDatabase database) throws SQLException {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (true) {
            try {
                return read(database);
            } catch (SQLException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
        }
    }

    private static List<Integer> read(KeptDatabase database) throws SQLException {
        Credentials owner = database.commitmentsOwner();
        try (Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), owner.username(), owner.password());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT value FROM commitments.entry")) {
            List<Integer> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getInt(1));
            }
            return values;
        }
    }

    private static void assertRefused(KeptDatabase database, Credentials who, String sql) {
        assertThatThrownBy(() -> execute(database, who, sql)).hasMessageContaining("permission denied");
    }

    private static void execute(KeptDatabase database, Credentials who, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.jdbcUrl(), who.username(), who.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
