package dev.kept.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkplaceTest {

    @TempDir
    Path folder;

    private final PrintWriter console = new PrintWriter(new StringWriter());

    @Test
    void a_folder_with_nothing_in_it_is_refused_and_stays_as_it_is() {
        assertThatThrownBy(() -> Workplace.in(folder.resolve("data"), "reconcile", console))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("--data");

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void the_servers_of_a_kept_that_runs_there_are_used() throws IOException {
        Files.createDirectory(folder.resolve("postgresql"));
        try (DataFolder taken = DataFolder.take(folder)) {
            taken.announce(new Running(4711, "http://localhost:8080", 5432, "127.0.0.1:9092"));

            try (Workplace workplace = Workplace.in(folder, "reconcile", console)) {
                assertThat(workplace.servers().kafka()).isEqualTo("127.0.0.1:9092");
                assertThat(workplace.servers().database().jdbcUrl())
                        .startsWith("jdbc:postgresql://127.0.0.1:5432/kept?");
            }
            assertThat(DataFolder.running(folder)).isPresent();
        }
    }

    @Test
    void a_kept_that_is_only_starting_there_is_in_the_way() throws IOException {
        Files.createDirectory(folder.resolve("postgresql"));
        try (DataFolder taken = DataFolder.take(folder)) {
            assertThatThrownBy(() -> Workplace.in(taken.path(), "reconcile", console))
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining("in use");
        }
    }
}
