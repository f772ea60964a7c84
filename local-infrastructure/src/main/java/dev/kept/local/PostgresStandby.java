package dev.kept.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A second server that follows one on the same machine and can take its place: what a cluster has, for tests. */
public final class PostgresStandby {

    private static final String NAME = "kept_standby";

    private final LocalPostgres primary;
    private final LocalPostgres standby;

    private PostgresStandby(LocalPostgres primary, LocalPostgres standby) {
        this.primary = primary;
        this.standby = standby;
    }

    /**
     * Copies a server that runs, and has the copy follow it. Commits do not wait for it yet.
     *
     * @param home of the primary
     * @param copy the home of the standby, which is made
     */
    public static PostgresStandby of(LocalPostgres primary, Path home, Path copy, Durability durability)
            throws IOException, SQLException {
        new PostgresBackup(home, primary.keptDatabase(), (copied, total) -> {}).to(copy);
        Folders.copy(home.resolve("secrets"), copy.resolve("secrets"));
        Files.createFile(copy.resolve("postgresql/data/standby.signal"));
        LocalPostgres standby = new LocalPostgres(copy, durability);
        PostgresStandby both = new PostgresStandby(primary, standby);
        String conninfo = "host=127.0.0.1 port=%d user=postgres password=%s application_name=%s"
                .formatted(primary.port(), new Secrets(copy.resolve("secrets")).base64("postgres"), NAME);
        standby.with(List.of("primary_conninfo = '" + conninfo + "'")).start();
        return both;
    }

    /** Both servers, of which the driver takes the one that writes. */
    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:%d,127.0.0.1:%d/kept?logServerErrorDetail=false&targetServerType=primary&hostRecheckSeconds=2"
                .formatted(primary.port(), standby.port());
    }

    /** From now on a commit of the primary counts when the standby has it on disk, too. */
    public void awaited() throws SQLException {
        execute(primary, "ALTER SYSTEM SET synchronous_standby_names = '" + NAME + "'", "SELECT pg_reload_conf()");
    }

    /** Commits of the primary count without the standby again. */
    public void notAwaited() throws SQLException {
        execute(primary, "ALTER SYSTEM RESET synchronous_standby_names", "SELECT pg_reload_conf()");
    }

    /** From now on the standby writes, and follows nobody. */
    public void promote() throws SQLException {
        execute(standby, "SELECT pg_promote(true, 60)");
    }

    /** The server that follows. */
    public LocalPostgres server() {
        return standby;
    }

    private static void execute(LocalPostgres server, String... statements) throws SQLException {
        try (Connection connection = server.superuser("postgres");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
