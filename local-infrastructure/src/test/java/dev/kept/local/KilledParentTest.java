package dev.kept.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledParentTest {

    @TempDir
    Path home;

    private Process parent;

    @Test
    void both_servers_end_when_the_jvm_that_started_them_is_killed() throws Exception {
        List<ProcessHandle> servers = startedBy(parent);

        kill();

        for (ProcessHandle server : servers) {
            server.onExit().get(60, TimeUnit.SECONDS);
        }
        assertThat(home.resolve("postgresql/data/postmaster.pid")).doesNotExist();
    }

    @Test
    void servers_that_have_not_ended_yet_are_ended_by_the_next_start() throws Exception {
        List<ProcessHandle> servers = startedBy(parent);
        parent.descendants()
                .filter(child -> child.info().commandLine().orElse("").contains("kept-postgres-watch"))
                .forEach(ProcessHandle::destroyForcibly);

        kill();

        try (LocalPostgres postgres = new LocalPostgres(home, Parent.programs(), Durability.PROCESS_DEATH);
                LocalKafka kafka = new LocalKafka(home, Durability.PROCESS_DEATH)) {
            postgres.start();
            kafka.start();
            assertThat(servers).noneMatch(ProcessHandle::isAlive);
            assertThat(postgres.show("server_version")).startsWith("18");
        }
    }

    @BeforeEach
    void start() throws IOException {
        parent = new ProcessBuilder(
                        Processes.java().toString(),
                        "-Dkept.broker.lib=" + BrokerLibrary.folder(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Parent.class.getName(),
                        home.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    @AfterEach
    void kill() throws Exception {
        parent.toHandle().destroyForcibly();
        parent.waitFor();
    }

    private static List<ProcessHandle> startedBy(Process parent) throws IOException {
        BufferedReader output = parent.inputReader();
        return List.of(processIn(output), processIn(output));
    }

    private static ProcessHandle processIn(BufferedReader output) throws IOException {
        return ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();
    }

    /** Starts both, says their process ids, and waits to be killed. */
    static final class Parent {

        static Path programs() {
            return BrokerLibrary.folder().resolveSibling("postgresql");
        }

        public static void main(String[] arguments) throws IOException {
            Path home = Path.of(arguments[0]);
            new LocalPostgres(home, programs(), Durability.PROCESS_DEATH).start();
            System.out.println(Files.readAllLines(home.resolve("postgresql/data/postmaster.pid"))
                    .getFirst());
            System.out.println(
                    new LocalKafka(home, Durability.PROCESS_DEATH).start().pid());
            InputStream never = System.in;
            never.read();
        }
    }
}
