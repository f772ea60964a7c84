package dev.kept.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * docker/postgres/pair.sh with two real servers, as the runbook 'When a PostgreSQL is lost' uses it. By the programs of Debian's package of
 * any version; skipped where it is not installed.
 */
class PairTest {

    private static final Path SCRIPTS =
            Path.of("../docker/postgres").toAbsolutePath().normalize();
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** In the place of the image's own: makes a database where there is none, and becomes the server. */
    private static final String ENTRY_POINT = """
        #!/usr/bin/env bash
        set -e
        if [ ! -s "$PGDATA/PG_VERSION" ]; then
          initdb --pgdata "$PGDATA" --username postgres --auth-local trust --auth-host scram-sha-256 > /dev/null
        fi
        exec "$@"
        """;

    private enum Server {
        FIRST("127.0.0.1"),
        SECOND("127.0.0.2");

        private final String address;

        Server(String address) {
            this.address = address;
        }
    }

    private record Ran(int code, String out) {}

    @TempDir
    Path folder;

    private final List<Process> started = new ArrayList<>();
    private Path programs;
    private int port;

    @BeforeEach
    void two_servers_one_of_which_follows_the_other() throws IOException {
        programs = programs();
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Path entryPoint = Files.writeString(folder.resolve("entry-point"), ENTRY_POINT);
        assertThat(entryPoint.toFile().setExecutable(true)).isTrue();
        Files.writeString(folder.resolve("replication-password"), "a password of the test");
        start(Server.FIRST, Server.FIRST);
        start(Server.SECOND, Server.FIRST);
        await().atMost(PATIENCE).until(() -> status(Server.FIRST, Server.FIRST).contains("streaming, sync"));
    }

    @AfterEach
    void stop() throws Exception {
        for (Server server : Server.values()) {
            kill(server, "-INT");
        }
        for (Process process : started) {
            process.waitFor(20, TimeUnit.SECONDS);
            process.destroyForcibly();
        }
    }

    @Test
    void what_was_committed_is_on_the_standby_which_takes_the_place_of_a_lost_primary_and_is_followed_by_it()
            throws Exception {
        sql(Server.FIRST, "CREATE TABLE written (number integer)");
        sql(Server.FIRST, "INSERT INTO written SELECT generate_series(1, 1000)");
        kill(Server.FIRST, "-KILL");

        assertThat(pair(Server.SECOND, Server.FIRST, "promote").out()).contains("Set KEPT_POSTGRES_PRIMARY=127.0.0.2");
        assertThat(sql(Server.SECOND, "SELECT count(*) FROM written").out()).isEqualTo("1000\n");
        // Nobody follows yet, and so nobody is waited for.
        assertThat(sql(Server.SECOND, "INSERT INTO written VALUES (1001)").code())
                .isZero();

        Process again = start(Server.FIRST, Server.SECOND);
        assertThat(again.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(again.exitValue()).isEqualTo(1);
        assertThat(said(Server.FIRST)).contains("has data of its own. Not started.");

        empty(Server.FIRST);
        start(Server.FIRST, Server.SECOND);
        await().atMost(PATIENCE)
                .until(() -> status(Server.SECOND, Server.SECOND).contains("127.0.0.1 streaming, sync"));
        assertThat(sql(Server.FIRST, "SELECT count(*) FROM written").out()).isEqualTo("1001\n");
        assertThat(sql(Server.SECOND, "SELECT rolsuper FROM pg_roles WHERE rolname = 'kept_replication'")
                        .out())
                .isEqualTo("f\n");
    }

    @Test
    void while_the_standby_is_away_no_commit_counts_until_the_operator_says_so_or_it_is_back() throws Exception {
        sql(Server.FIRST, "CREATE TABLE written (number integer)");
        kill(Server.SECOND, "-KILL");

        Process waiting = psql(Server.FIRST, "INSERT INTO written VALUES (1)");
        assertThat(waiting.waitFor(4, TimeUnit.SECONDS)).isFalse();
        assertThat(sql(Server.FIRST, "SELECT count(*) FROM written").out()).isEqualTo("0\n");

        assertThat(pair(Server.FIRST, Server.FIRST, "alone").out()).contains("no longer wait for 127.0.0.2");
        assertThat(waiting.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(sql(Server.FIRST, "SELECT count(*) FROM written").out()).isEqualTo("1\n");

        Files.deleteIfExists(data(Server.SECOND).resolve("postmaster.pid"));
        start(Server.SECOND, Server.FIRST);
        await().atMost(PATIENCE).until(() -> status(Server.FIRST, Server.FIRST).contains("127.0.0.2 streaming, sync"));
        assertThat(pair(Server.FIRST, Server.FIRST, "promote").code()).isEqualTo(1);
        assertThat(pair(Server.SECOND, Server.FIRST, "alone").code()).isEqualTo(1);
    }

    private static Path programs() throws IOException {
        assumeThat(DEBIAN).isDirectory();
        List<Path> versions;
        try (Stream<Path> all = Files.list(DEBIAN)) {
            versions = all.map(version -> version.resolve("bin"))
                    .filter(bin -> Stream.of("initdb", "postgres", "psql", "pg_basebackup")
                            .allMatch(program -> Files.isExecutable(bin.resolve(program))))
                    .toList();
        }
        assumeThat(versions).isNotEmpty();
        return versions.getLast();
    }

    private Path data(Server server) {
        return folder.resolve(server.address).resolve("data");
    }

    private String said(Server server) throws IOException {
        return Files.readString(folder.resolve(server.address + ".log"));
    }

    private void empty(Server server) throws Exception {
        assertThat(new ProcessBuilder("rm", "-rf", data(server).toString())
                        .start()
                        .waitFor())
                .isZero();
    }

    private Process start(Server server, Server primary) throws IOException {
        Files.createDirectories(folder.resolve(server.address));
        Process process = process(
                        server,
                        primary,
                        "bash",
                        SCRIPTS.resolve("pair.sh").toString(),
                        "start",
                        "-c",
                        "listen_addresses=" + server.address,
                        "-c",
                        "unix_socket_directories=" + folder.resolve(server.address))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve(server.address + ".log").toFile()))
                .start();
        started.add(process);
        return process;
    }

    private String status(Server server, Server primary) throws Exception {
        return pair(server, primary, "status").out();
    }

    private Ran pair(Server server, Server primary, String command) throws Exception {
        return ran(process(server, primary, "bash", SCRIPTS.resolve("pair.sh").toString(), command)
                .start());
    }

    private Ran sql(Server server, String statement) throws Exception {
        return ran(psql(server, statement));
    }

    private Process psql(Server server, String statement) throws IOException {
        return process(server, Server.FIRST, "psql", "-XAtq", "-U", "postgres", "-c", statement)
                .start();
    }

    private static Ran ran(Process process) throws Exception {
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Ran(process.waitFor(), out);
    }

    /** As an ordinary user, also for root, as which PostgreSQL does not run. */
    private ProcessBuilder process(Server server, Server primary, String... command) {
        List<String> all = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            all.addAll(List.of("unshare", "-U"));
        }
        all.addAll(List.of(command));
        ProcessBuilder builder = new ProcessBuilder(all).redirectErrorStream(true);
        Server other = server == Server.FIRST ? Server.SECOND : Server.FIRST;
        builder.environment()
                .putAll(Map.ofEntries(
                        Map.entry("PATH", programs + ":" + System.getenv("PATH")),
                        Map.entry("PGPORT", String.valueOf(port)),
                        Map.entry("PGHOST", folder.resolve(server.address).toString()),
                        Map.entry("PGDATA", data(server).toString()),
                        Map.entry("KEPT_POSTGRES_NAME", server.address),
                        Map.entry("KEPT_POSTGRES_OTHER", other.address),
                        Map.entry("KEPT_POSTGRES_PRIMARY", primary.address),
                        Map.entry("KEPT_SECRETS_FOLDER", folder.toString()),
                        Map.entry(
                                "KEPT_PASSWORDS",
                                folder.resolve(server.address + ".password").toString()),
                        Map.entry("KEPT_POSTGRES_FILES", SCRIPTS.toString()),
                        Map.entry(
                                "KEPT_POSTGRES_ENTRYPOINT",
                                folder.resolve("entry-point").toString())));
        return builder;
    }

    private void kill(Server server, String signal) throws Exception {
        Path file = data(server).resolve("postmaster.pid");
        if (Files.exists(file)) {
            String process = Files.readAllLines(file).getFirst().strip();
            new ProcessBuilder("kill", signal, process).start().waitFor();
        }
    }
}
