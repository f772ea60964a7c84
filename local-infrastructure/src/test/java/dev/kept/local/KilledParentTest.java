package dev.kept.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledParentTest {

    @TempDir
    Path home;

    @Test
    void both_servers_end_when_the_jvm_that_started_them_is_killed() throws Exception {
        Process parent = new ProcessBuilder(
                        Processes.java().toString(),
                        "-Dkept.broker.lib=" + BrokerLibrary.folder(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Parent.class.getName(),
                        home.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<ProcessHandle> servers;
        try (BufferedReader output = parent.inputReader()) {
            servers = List.of(processIn(output), processIn(output));
            parent.destroyForcibly();
        }

        for (ProcessHandle server : servers) {
            server.onExit().get(30, TimeUnit.SECONDS);
        }

        assertThat(parent.waitFor()).isNotZero();
        assertThat(Files.exists(home.resolve("postgresql/data/postmaster.pid"))).isFalse();
    }

    private static ProcessHandle processIn(BufferedReader output) throws IOException {
        return ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();
    }

    /** Starts both, says their process ids, and waits to be killed. */
    static final class Parent {

        public static void main(String[] arguments) throws IOException {
            Path home = Path.of(arguments[0]);
            Path programs = BrokerLibrary.folder().resolveSibling("postgresql");
            new LocalPostgres(home, programs, Durability.PROCESS_DEATH).start();
            System.out.println(Files.readAllLines(home.resolve("postgresql/data/postmaster.pid"))
                    .getFirst());
            System.out.println(
                    new LocalKafka(home, Durability.PROCESS_DEATH).start().pid());
            InputStream never = System.in;
            never.read();
        }
    }
}
