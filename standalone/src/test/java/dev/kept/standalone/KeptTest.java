package dev.kept.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptTest {

    @TempDir
    Path folder;

    private final StringWriter errors = new StringWriter();

    @Test
    void a_data_folder_in_use_is_refused_and_its_user_named() {
        try (DataFolder taken = DataFolder.take(folder.resolve("data"))) {
            taken.announce(new Running(4711, "http://localhost:8080", 5432, "127.0.0.1:9092"));

            int code = run("up", "--port", "0", "--data", taken.path().toString());

            assertThat(code).isEqualTo(Kept.REFUSED);
            assertThat(errors.toString())
                    .isEqualToIgnoringNewLines(("The data folder %s is in use by another Kept (process 4711,"
                                    + " http://localhost:8080). Stop that one first, or give another folder with --data.")
                            .formatted(taken.path()));
        }
    }

    @Test
    void a_data_folder_given_back_can_be_taken_again() {
        DataFolder.take(folder).close();

        try (DataFolder again = DataFolder.take(folder)) {
            assertThat(again.path()).isEqualTo(folder);
        }
    }

    @Test
    void a_data_folder_that_cannot_be_is_refused() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        int code = run("--port", "0", "--data", file.resolve("data").toString());

        assertThat(code).isEqualTo(Kept.REFUSED);
        assertThat(errors.toString()).contains("cannot be created or written").contains("--data");
    }

    @Test
    void a_port_in_use_is_refused_before_anything_starts() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int code = run(
                    "--port",
                    Integer.toString(other.getLocalPort()),
                    "--data",
                    folder.resolve("data").toString());

            assertThat(code).isEqualTo(Kept.REFUSED);
            assertThat(errors.toString())
                    .isEqualToIgnoringNewLines(
                            "Kept cannot listen on port %d of 127.0.0.1 (Address already in use). Give another one with --port."
                                    .formatted(other.getLocalPort()));
            assertThat(folder.resolve("data")).doesNotExist();
        }
    }

    @Test
    void an_address_this_machine_does_not_have_is_refused() {
        int code = run("--port", "0", "--address", "192.0.2.1", "--data", folder.toString());

        assertThat(code).isEqualTo(Kept.REFUSED);
        assertThat(errors.toString()).contains("192.0.2.1").contains("--address");
    }

    @Test
    void an_unknown_option_is_refused() {
        assertThat(run("up", "--prot", "8080")).isEqualTo(Kept.REFUSED);
        assertThat(errors.toString()).contains("--prot");
    }

    private int run(String... arguments) {
        return Kept.commandLine()
                .setErr(new PrintWriter(errors))
                .setOut(new PrintWriter(new StringWriter()))
                .execute(Kept.withCommand(arguments));
    }
}
