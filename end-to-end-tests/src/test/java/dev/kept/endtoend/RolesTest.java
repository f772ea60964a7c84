package dev.kept.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docker/postgres/10-roles.sh with a real server, by the programs of Debian's package; skipped where it is not installed. */
class RolesTest {

    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
    private static final List<String> ROLES = List.of(
            "commitments-owner",
            "commitments-app",
            "projections-owner",
            "accounts-owner",
            "subscriptions-owner",
            "pages-owner");

    /** What the first version's script left behind, and what its read side then made. */
    private static final String FIRST_VERSION = """
        REVOKE ALL ON DATABASE kept FROM PUBLIC;
        REVOKE ALL ON SCHEMA public FROM PUBLIC;
        CREATE ROLE commitments_owner LOGIN PASSWORD 'first';
        CREATE ROLE commitments_app LOGIN PASSWORD 'first';
        CREATE ROLE projections_owner LOGIN PASSWORD 'first';
        CREATE ROLE accounts_owner LOGIN PASSWORD 'first';
        GRANT CONNECT ON DATABASE kept TO commitments_owner, commitments_app, projections_owner, accounts_owner;
        CREATE SCHEMA commitments AUTHORIZATION commitments_owner;
        CREATE SCHEMA projections AUTHORIZATION projections_owner;
        CREATE SCHEMA accounts AUTHORIZATION accounts_owner;
        GRANT CREATE ON DATABASE kept TO projections_owner;
        SET ROLE projections_owner;
        CREATE SCHEMA subscriptions;
        CREATE TABLE subscriptions.webhook (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, url text NOT NULL);
        INSERT INTO subscriptions.webhook (url) VALUES ('https://one.example');
        CREATE TABLE projections.entry (sequence bigint PRIMARY KEY);
        INSERT INTO projections.entry VALUES (7);
        """;

    private record Ran(int code, String out) {}

    @TempDir
    Path folder;

    private Path programs;
    private int port;

    @BeforeEach
    void start() throws Exception {
        programs = programs();
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        for (String role : ROLES) {
            Files.writeString(folder.resolve(role + "-password"), role + " one");
        }
        succeeds("initdb", "-U", "postgres", "--auth-local=trust", "--auth-host=scram-sha-256");
        succeeds(
                "pg_ctl",
                "start",
                "-w",
                "-l",
                folder.resolve("log").toString(),
                "-o",
                "-c unix_socket_directories=" + folder + " -c listen_addresses=127.0.0.1");
        succeeds("createdb", "-U", "postgres", "kept");
    }

    @AfterEach
    void stop() throws Exception {
        run(Map.of(), "pg_ctl", "stop", "-m", "fast");
    }

    @Test
    void an_empty_database_gets_all_roles_and_a_second_run_changes_their_passwords_alone() throws Exception {
        succeeds("bash", "-c", script());
        assertThat(as("commitments-owner", "one", "CREATE TABLE commitments.t (n integer)")
                        .code())
                .isZero();
        String before = owners();
        Files.writeString(folder.resolve("pages-owner-password"), "pages-owner two");
        succeeds("bash", "-c", script());

        assertThat(owners()).isEqualTo(before).contains("pages|pages_owner", "subscriptions|subscriptions_owner");
        assertThat(as("pages-owner", "two", "CREATE TABLE pages.t (n integer)").code())
                .isZero();
        assertThat(as("pages-owner", "one", "SELECT 1").code()).isNotZero();
        assertThat(as("pages-owner", "two", "CREATE TABLE accounts.t (n integer)")
                        .out())
                .contains("permission denied for schema accounts");
    }

    @Test
    void a_database_of_the_first_version_gets_what_is_missing_and_keeps_what_it_holds() throws Exception {
        succeeds("psql", "-XqU", "postgres", "-v", "ON_ERROR_STOP=1", "-c", FIRST_VERSION, "kept");

        succeeds("bash", "-c", script());

        assertThat(as(
                                "subscriptions-owner",
                                "one",
                                "INSERT INTO subscriptions.webhook (url) VALUES ('https://two.example'); "
                                        + "ALTER TABLE subscriptions.webhook ADD secret text; SELECT count(*) FROM subscriptions.webhook")
                        .out())
                .isEqualTo("2\n");
        assertThat(as("subscriptions-owner", "one", "SELECT sequence FROM projections.entry")
                        .out())
                .isEqualTo("7\n");
        assertThat(as("subscriptions-owner", "one", "DELETE FROM projections.entry")
                        .out())
                .contains("permission denied");
        // A rebuild makes another schema, which subscriptions may read as well.
        assertThat(as(
                                "projections-owner",
                                "one",
                                "CREATE SCHEMA projections_next; CREATE TABLE projections_next.entry (sequence bigint)")
                        .code())
                .isZero();
        assertThat(as("subscriptions-owner", "one", "SELECT count(*) FROM projections_next.entry")
                        .out())
                .isEqualTo("0\n");
    }

    private String owners() throws Exception {
        return succeeds(
                "psql",
                "-XAtqU",
                "postgres",
                "-c",
                "SELECT nspname, nspowner::regrole FROM pg_namespace UNION SELECT relname, relowner::regrole FROM pg_class ORDER BY 1",
                "kept");
    }

    private String script() throws IOException {
        return Files.readString(Path.of("../docker/postgres/10-roles.sh")).replace("/run/secrets", folder.toString());
    }

    private Ran as(String role, String version, String statement) throws Exception {
        return run(
                Map.of("PGPASSWORD", role + " " + version),
                "psql",
                "-XAtq",
                "-h",
                "127.0.0.1",
                "-U",
                role.replace('-', '_'),
                "-c",
                statement,
                "kept");
    }

    private String succeeds(String... command) throws Exception {
        Ran ran = run(Map.of(), command);
        assertThat(ran.code()).as(ran.out()).isZero();
        return ran.out();
    }

    private static Path programs() throws IOException {
        assumeThat(DEBIAN).isDirectory();
        List<Path> versions;
        try (Stream<Path> all = Files.list(DEBIAN)) {
            versions = all.map(version -> version.resolve("bin"))
                    .filter(bin -> Stream.of("initdb", "postgres", "psql")
                            .allMatch(program -> Files.isExecutable(bin.resolve(program))))
                    .toList();
        }
        assumeThat(versions).isNotEmpty();
        return versions.getLast();
    }

    /** As an ordinary user, also for root, as which PostgreSQL does not run. */
    private Ran run(Map<String, String> settings, String... command) throws Exception {
        List<String> all = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            all.addAll(List.of("unshare", "-U"));
        }
        all.addAll(List.of(command));
        Path out = Files.createTempFile(folder, "out", "");
        ProcessBuilder builder =
                new ProcessBuilder(all).redirectErrorStream(true).redirectOutput(out.toFile());
        builder.environment()
                .putAll(Map.of(
                        "PATH", programs + ":" + System.getenv("PATH"),
                        "PGPORT", String.valueOf(port),
                        "PGHOST", folder.toString(),
                        "PGDATA", folder.resolve("data").toString()));
        builder.environment().putAll(settings);
        int code = builder.start().waitFor();
        return new Ran(code, Files.readString(out, UTF_8));
    }
}
