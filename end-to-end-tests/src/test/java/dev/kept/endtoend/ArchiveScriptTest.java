package dev.kept.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** docker/postgres/archive.sh as PostgreSQL calls it. */
class ArchiveScriptTest {

    private static final Path DOCKER = Path.of("../docker");
    private static final String NAME = "000000010000000000000007";

    @TempDir
    Path folder;

    private Path archive;
    private Path log;

    @BeforeEach
    void a_file_of_the_log() throws IOException {
        archive = Files.createDirectory(folder.resolve("archive"));
        log = Files.write(folder.resolve("log"), new byte[1 << 20]);
    }

    @Test
    void what_is_stored_is_fetched_and_nobody_else_reads_it() throws Exception {
        assertThat(run("store", log.toString(), NAME)).isZero();
        assertThat(run("fetch", NAME, folder.resolve("fetched").toString())).isZero();

        assertThat(folder.resolve("fetched")).hasSameBinaryContentAs(log);
        assertThat(archive.resolve(NAME + ".gz").toFile().length()).isLessThan(10_000);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(archive.resolve(NAME + ".gz"))))
                .isEqualTo("rw-------");
        assertThat(archive.toFile().list()).containsExactly(NAME + ".gz");
    }

    @Test
    void the_same_file_is_stored_twice_and_another_one_never_in_its_place() throws Exception {
        assertThat(run("store", log.toString(), NAME)).isZero();
        // It was ended before it had the file's name.
        Files.writeString(archive.resolve(NAME + ".gz.new"), "half");
        assertThat(run("store", log.toString(), NAME)).isZero();

        Path other = Files.writeString(folder.resolve("other"), "of another server");
        assertThat(run("store", other.toString(), NAME)).isEqualTo(1);
        assertThat(run("fetch", NAME, folder.resolve("fetched").toString())).isZero();
        assertThat(folder.resolve("fetched")).hasSameBinaryContentAs(log);
    }

    @Test
    void what_is_not_there_leaves_nothing() throws Exception {
        assertThat(run("fetch", NAME, folder.resolve("fetched").toString())).isEqualTo(1);
        assertThat(folder.resolve("fetched")).doesNotExist();
        assertThat(run("store", folder.resolve("missing").toString(), NAME)).isNotZero();
        assertThat(archive.resolve(NAME + ".gz")).doesNotExist();
    }

    @Test
    void compose_has_postgresql_call_it_and_changes_nothing_else() throws IOException {
        Map<?, ?> postgres = (Map<?, ?>) services("compose.archive.yaml").get("postgres");
        List<Object> command = new ArrayList<>((List<?>) postgres.get("command"));

        assertThat(command).contains("archive_command=bash /etc/kept/postgres/archive.sh store \"%p\" \"%f\"");
        List<?> before = (List<?>) ((Map<?, ?>) services("compose.yaml").get("postgres")).get("command");
        assertThat(command.subList(0, before.size())).isEqualTo(before);
        assertThat((List<?>) postgres.get("volumes")).map(String::valueOf).contains("./postgres:/etc/kept/postgres:ro");
    }

    private static Map<?, ?> services(String file) throws IOException {
        try (var text = Files.newBufferedReader(DOCKER.resolve(file))) {
            return (Map<?, ?>) ((Map<?, ?>) new Yaml().load(text)).get("services");
        }
    }

    private int run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(
                List.of("bash", DOCKER.resolve("postgres/archive.sh").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("KEPT_ARCHIVE_FOLDER", archive.toString());
        return builder.start().waitFor();
    }
}
