package dev.kept.projections;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class RebuildCommandTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void the_read_models_are_filled_anew_with_the_settings_of_the_service() {
        try (ReadSide side = ReadSide.start()) {
            Story story = Story.opened();
            side.send(story);
            JsonNode before = side.json(story, "");
            Map<String, String> settings = Map.of(
                    "kept.projections.datasource.url", side.database.jdbcUrl(),
                    "kept.projections.datasource.username",
                            side.database.projectionsOwner().username(),
                    "kept.projections.datasource.password",
                            side.database.projectionsOwner().password(),
                    "kept.kafka.bootstrap-servers", side.kafka.source().bootstrapServers(),
                    "kept.kafka.topic-prefix", side.kafka.prefix());
            settings.forEach(System::setProperty);
            try {
                assertThat(execute("rebuild")).as(err.toString(UTF_8)).isZero();
            } finally {
                settings.keySet().forEach(System::clearProperty);
            }

            assertThat(out.toString(UTF_8)).contains("Rebuilt from");
            assertThat(side.json(story, "")).isEqualTo(before);
        }
    }

    @Test
    void a_setting_that_is_missing_is_named() {
        assertThat(execute("rebuild")).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("kept.projections.datasource.url is not set");
    }

    @Test
    void no_other_word_starts_anything() {
        assertThat(execute("rebuild", "--fast")).isEqualTo(2);
        assertThat(execute("rebild")).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("The only command here is 'rebuild'");
    }

    private int execute(String... arguments) {
        return RebuildCommand.execute(arguments, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    }
}
