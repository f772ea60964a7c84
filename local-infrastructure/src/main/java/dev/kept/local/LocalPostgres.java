package dev.kept.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One PostgreSQL server on 127.0.0.1 over a data folder that outlives it. Who holds the folder is the caller's to
 * know: a server found running on it is stopped. A server that ends by itself is started again.
 */
public final class LocalPostgres implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LocalPostgres.class);
    private static final String SUPERUSER = "postgres";
    private static final String MAJOR_VERSION = "18";
    private static final long LOG_LIMIT_BYTES = 8L << 20;
    private static final Duration SESSIONS_END = Duration.ofMinutes(1);
    private static final int MOST_STARTS = 5;
    private static final String FATAL = "FATAL";
    private static final Duration BETWEEN_STARTS = Duration.ofMillis(200);

    /** As PostgreSQL says it of shared memory that a session of the server before still has. */
    private static final String DATA_IN_USE = "is still in use";

    /** The values of rows, which may be what people wrote, stay out of the server's log: terse, and no statements. */
    private static final String CONFIGURATION = """
        # Written by Kept at each start: a change made here does not last.
        listen_addresses = '127.0.0.1'
        port = %d
        unix_socket_directories = ''
        max_connections = 100
        shared_buffers = 128MB
        max_wal_size = 512MB
        # A recycled segment would keep what was erased until it is overwritten.
        wal_recycle = off
        password_encryption = scram-sha-256
        timezone = UTC
        log_timezone = UTC
        lc_messages = 'C'
        jit = off
        log_line_prefix = '%%m [%%p] '
        log_error_verbosity = terse
        log_min_error_statement = panic
        fsync = %s
        synchronous_commit = %s
        full_page_writes = %s
        """;

    private static final String HOST_RULES = """
        # Written by Kept at each start.
        host all all 127.0.0.1/32 scram-sha-256
        host replication postgres 127.0.0.1/32 scram-sha-256
        """;

    /** Stops the server when this JVM has died without doing so: its end of the pipe is closed then. */
    private static final String WATCH = "trap '' INT HUP TERM; read -r _; kill -INT \"$1\"";

    private final Path folder;
    private final Path data;
    private final Path log;
    private final Path programs;
    private final Secrets secrets;
    private final Durability durability;
    private List<String> further = List.of();
    private int port;
    private @Nullable ProcessHandle server;
    private @Nullable Process watch;

    /**
     * Its programs are unpacked in {@code postgresql}, too, or once for several homes where the system property
     * {@code kept.postgres.programs} says.
     *
     * @param home Kept's data folder; the server's files go to {@code postgresql}, its password to {@code secrets}
     */
    public LocalPostgres(Path home, Durability durability) {
        this(
                home,
                Optional.ofNullable(System.getProperty("kept.postgres.programs"))
                        .map(Path::of)
                        .orElse(home.resolve("postgresql")),
                durability);
    }

    LocalPostgres(Path home, Path programs, Durability durability) {
        this.folder = home.toAbsolutePath().normalize().resolve("postgresql");
        this.data = folder.resolve("data");
        this.log = folder.resolve("server.log");
        this.programs = programs;
        this.secrets = new Secrets(home.resolve("secrets"));
        this.durability = durability;
    }

    /** @param settings lines of {@code postgresql.conf} beside Kept's own, from the next start on */
    public synchronized LocalPostgres with(List<String> settings) {
        further = List.copyOf(settings);
        return this;
    }

    /** Starts the server, on the port it had before when this object has started it before; returns when it answers. */
    public synchronized LocalPostgres start() {
        PostgresBinaries binaries;
        try {
            Folders.createOwnerOnly(folder);
            binaries = PostgresBinaries.unpackedBelow(programs);
            endOrphan(binaries);
            initialise(binaries);
            port = port == 0 ? Processes.freePort() : port;
            configure();
        } catch (IOException e) {
            throw new CannotStart("PostgreSQL's folder " + folder + " cannot be written.", e);
        }
        ProcessHandle started = startServer(binaries);
        server = started;
        watch = watch(started);
        verifyDurability();
        started.onExit().thenAccept(this::restart);
        return this;
    }

    /**
     * A session that was busy when its server was killed ends later, and until then no other server may use the data. A server that does not start for a
     * reason of its own says it; one that ends without a word was killed, and is tried again.
     */
    private ProcessHandle startServer(PostgresBinaries binaries) {
        long deadline = System.nanoTime() + SESSIONS_END.toNanos();
        int left = MOST_STARTS;
        while (true) {
            long said = logLength();
            CannotStart failure = new CannotStart("PostgreSQL ended at once; see " + log);
            try {
                Processes.run(
                        binaries.command(
                                "pg_ctl",
                                List.of("-D", data.toString(), "-l", log.toString(), "-t", "120", "-w", "start")),
                        "PostgreSQL did not start; " + log + " says why.");
                Optional<ProcessHandle> running = runningServer();
                if (running.isPresent()) {
                    return running.get();
                }
            } catch (CannotStart e) {
                failure = e;
            }
            boolean again = hasSaid(DATA_IN_USE, said)
                    ? System.nanoTime() - deadline <= 0
                    : !hasSaid(FATAL, said) && --left > 0;
            if (!again) {
                throw failure;
            }
            LockSupport.parkNanos(BETWEEN_STARTS.toNanos());
        }
    }

    private long logLength() {
        return log.toFile().length();
    }

    /** Whether the server has said so since its log had that length. */
    private boolean hasSaid(String words, long since) {
        try (InputStream added = Files.newInputStream(log)) {
            added.skipNBytes(since);
            return new String(added.readAllBytes(), UTF_8).contains(words);
        } catch (IOException e) {
            return false;
        }
    }

    /** Stops the server when its sessions have been ended and all is on disk; start() brings it back. */
    public synchronized void stop() {
        end("fast");
    }

    /** Ends the server as a crash would: nothing is written any more, the next start recovers. */
    public synchronized void kill() {
        end("immediate");
    }

    @Override
    public void close() {
        stop();
    }

    public synchronized int port() {
        return port;
    }

    /** The database {@code kept}, created with its roles and schemas where missing. */
    public KeptDatabase keptDatabase() {
        return database("kept");
    }

    /** Another database of the same shape; the roles are shared by all. */
    public synchronized KeptDatabase database(String name) {
        return new Bootstrap(this, secrets).database(name);
    }

    /** Keeps what stands in rows out of exception messages. */
    static String jdbcUrl(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?logServerErrorDetail=false";
    }

    Connection superuser(String database) throws SQLException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(jdbcUrl(port(), database));
        source.setUser(SUPERUSER);
        source.setPassword(secrets.base64("postgres"));
        return source.getConnection();
    }

    private void initialise(PostgresBinaries binaries) throws IOException {
        Path version = data.resolve("PG_VERSION");
        if (Files.exists(version)) {
            String found = Files.readString(version, UTF_8).strip();
            if (!found.equals(MAJOR_VERSION)) {
                throw new CannotStart("The data in " + data + " are of PostgreSQL " + found + ", this is PostgreSQL "
                        + MAJOR_VERSION + ". Use pg_upgrade, or another data folder.");
            }
            return;
        }
        // Initialised beside and renamed: a first start cut short leaves nothing that looks like a database.
        Path draft = folder.resolve("initialising");
        if (Files.exists(draft)) {
            Folders.delete(draft);
        }
        secrets.base64("postgres");
        Processes.run(
                binaries.command(
                        "initdb",
                        List.of(
                                "--pgdata=" + draft,
                                "--username=" + SUPERUSER,
                                "--pwfile=" + secrets.file("postgres").toAbsolutePath(),
                                "--auth=scram-sha-256",
                                "--encoding=UTF8",
                                "--locale=C",
                                "--locale-provider=builtin",
                                "--builtin-locale=C.UTF-8",
                                durability == Durability.POWER_LOSS ? "--sync-method=fsync" : "--no-sync")),
                "PostgreSQL could not initialise " + data + ".");
        Files.move(draft, data, StandardCopyOption.ATOMIC_MOVE);
    }

    private void configure() throws IOException {
        String onOff = durability == Durability.POWER_LOSS ? "on" : "off";
        List<String> more = new ArrayList<>(PostgresArchive.settings(folder));
        more.addAll(further);
        Files.writeString(
                data.resolve("postgresql.conf"),
                CONFIGURATION.formatted(port, onOff, onOff, onOff) + String.join("\n", more) + "\n");
        Files.writeString(data.resolve("pg_hba.conf"), HOST_RULES);
        Files.deleteIfExists(data.resolve("postgresql.auto.conf"));
        if (Files.exists(log) && Files.size(log) > LOG_LIMIT_BYTES) {
            Files.move(log, log.resolveSibling("server.old.log"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** A JVM that was killed may leave its server behind, with its port and its settings. */
    private void endOrphan(PostgresBinaries binaries) throws IOException {
        if (runningServer().isPresent()) {
            endServer(binaries, "fast");
        } else {
            // After a restart of the machine its process id may be another program's, and PostgreSQL would not start.
            Files.deleteIfExists(data.resolve("postmaster.pid"));
        }
    }

    /** A server that ended untold comes back on the same port, however often that takes. */
    private void restart(ProcessHandle ended) {
        Restarts.until(ended, this::startAgain);
    }

    /** @return null when it runs, or nobody wants it to; else the process that ended */
    private synchronized @Nullable ProcessHandle startAgain(ProcessHandle ended) {
        if (server != ended) {
            return null;
        }
        LOG.warn("PostgreSQL ended and is started again; {} may say why.", log);
        try {
            endWatch();
            start();
            return null;
        } catch (CannotStart e) {
            LOG.warn("PostgreSQL did not start and is tried again: {}", e.getMessage());
            return server;
        }
    }

    private void end(String mode) {
        server = null;
        if (runningServer().isPresent()) {
            endServer(PostgresBinaries.unpackedBelow(programs), mode);
        }
        endWatch();
    }

    private void endWatch() {
        if (watch != null) {
            watch.destroyForcibly();
            watch = null;
        }
    }

    private void endServer(PostgresBinaries binaries, String mode) {
        try {
            Processes.run(
                    binaries.command("pg_ctl", List.of("-D", data.toString(), "-t", "120", "-w", "-m", mode, "stop")),
                    "PostgreSQL on " + data + " did not stop; " + log + " says why.");
        } catch (CannotStart e) {
            // It may have ended by itself, or by its watch, a moment before it was told to.
            if (runningServer().isPresent()) {
                throw e;
            }
        }
    }

    private Optional<ProcessHandle> runningServer() {
        try {
            List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"), UTF_8);
            return lines.isEmpty()
                    ? Optional.empty()
                    : Processes.running(Long.parseLong(lines.getFirst().strip()), List.of("postgres", data.toString()));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Process watch(ProcessHandle server) {
        try {
            return new ProcessBuilder("/bin/sh", "-c", WATCH, "kept-postgres-watch", Long.toString(server.pid()))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new CannotStart("The process that watches over PostgreSQL could not be started.", e);
        }
    }

    private void verifyDurability() {
        String expected = durability == Durability.POWER_LOSS ? "on" : "off";
        for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
            if (!show(setting).equals(expected)) {
                stop();
                throw new CannotStart("PostgreSQL started with " + setting + " not " + expected
                        + ", so it is stopped: what it acknowledges might be lost.");
            }
        }
    }

    /** The value of one of the server's settings. */
    String show(String setting) {
        try (Connection connection = superuser("postgres");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW " + setting)) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new CannotStart("PostgreSQL started but does not answer.", e);
        }
    }
}
