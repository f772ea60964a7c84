package dev.kept.projections;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;

class OperatorCommandsTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void the_read_models_are_filled_anew_with_the_settings_of_the_service() {
        try (ReadSide side = ReadSide.start()) {
            Story story = Story.opened();
            side.send(story);
            JsonNode before = side.json(story, "");
            Map<String, String> settings = settings(side);
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
        assertThat(err.toString(UTF_8)).contains("The commands here are 'rebuild' and 'status'");
    }

    @Test
    void the_status_names_what_stands_still() {
        try (ReadSide side = ReadSide.start()) {
            side.send(Story.opened());
            Map<String, String> settings = settings(side);
            settings.forEach(System::setProperty);
            try {
                assertThat(execute("status")).as(out + " " + err).isZero();
                assertThat(out.toString(UTF_8)).containsPattern("fine +halted +none");
                UUID ledger = UUID.randomUUID();
                asOwner(side)
                        .sql("insert into projections.halted values (?, 0, 7, 'an earlier entry is missing', now())")
                        .param(ledger)
                        .update();

                assertThat(execute("status")).isEqualTo(1);
            } finally {
                settings.keySet().forEach(System::clearProperty);
            }
            assertThat(out.toString(UTF_8))
                    .containsPattern("ACT +halted +1 ledger")
                    .contains("A halted ledger");
        }
    }

    private static JdbcClient asOwner(ReadSide side) {
        return JdbcClient.create(new DriverManagerDataSource(
                side.database.jdbcUrl(),
                side.database.projectionsOwner().username(),
                side.database.projectionsOwner().password()));
    }

    private static Map<String, String> settings(ReadSide side) {
        return Map.of(
                "kept.projections.datasource.url", side.database.jdbcUrl(),
                "kept.projections.datasource.username",
                        side.database.projectionsOwner().username(),
                "kept.projections.datasource.password",
                        side.database.projectionsOwner().password(),
                "kept.kafka.bootstrap-servers", side.kafka.source().bootstrapServers(),
                "kept.kafka.topic-prefix", side.kafka.prefix());
    }

    private int execute(String... arguments) {
        return OperatorCommands.execute(
                arguments, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    }
}
