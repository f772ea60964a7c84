package dev.kept.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfilesTest {

    private static final Profile ONE = new Profile("https://kept.example", "id", "the-secret", null);

    @TempDir
    private Path folder;

    @Test
    void only_the_owner_may_read_the_file_and_its_folder() throws IOException {
        Profiles profiles = new Profiles(folder.resolve("kept"));

        profiles.put("default", ONE);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(profiles.file())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("kept"))))
                .isEqualTo("rwx------");
        assertThat(profiles.all()).containsOnly(java.util.Map.entry("default", ONE));
    }

    @Test
    void a_file_that_others_may_read_is_not_used() throws IOException {
        Profiles profiles = new Profiles(folder);
        profiles.put("default", ONE);
        Files.setPosixFilePermissions(profiles.file(), PosixFilePermissions.fromString("rw-r-----"));

        assertThatThrownBy(profiles::all)
                .isInstanceOf(Failure.class)
                .hasMessageContaining("chmod 600")
                .hasMessageNotContaining("the-secret");
    }

    @Test
    void nothing_is_left_beside_the_file_and_others_stay_in_it() throws IOException {
        Profiles profiles = new Profiles(folder);
        profiles.put("one", ONE);
        profiles.put("two", ONE);

        assertThat(profiles.remove("one")).isTrue();
        assertThat(profiles.remove("one")).isFalse();

        assertThat(profiles.all()).containsOnlyKeys("two");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(profiles.file());
        }
    }

    @Test
    void a_broken_file_is_said_without_a_word_of_it() throws IOException {
        Profiles profiles = new Profiles(folder);
        profiles.put("default", ONE);
        Files.writeString(profiles.file(), "{\"default\":{\"clientSecret\":\"the-secret\"");

        assertThatThrownBy(profiles::all).isInstanceOf(Failure.class).hasMessageNotContaining("the-secret");
    }

    @Test
    void a_profile_does_not_tell_its_secret() {
        assertThat(ONE).hasToString("https://kept.example as id");
    }
}
