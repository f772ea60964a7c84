package dev.kept.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What is read and written by digits is what the JDK reads and writes. */
class TimesTest {

    private static final DateTimeFormatter OF_THE_JDK =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();
    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(Times.module()).build();
    private static final long YEAR_MINUS_ONE = -62_200_000_000L;
    private static final long YEAR_10_001 = 253_500_000_000L;

    private final Random random = new Random(7);

    @Test
    void any_instant_is_written_as_the_jdk_writes_it_and_read_back_to_the_millisecond() {
        for (int i = 0; i < 200_000; i++) {
            Instant instant =
                    Instant.ofEpochSecond(random.nextLong(YEAR_MINUS_ONE, YEAR_10_001), random.nextInt(1_000_000_000));

            String written = Times.written(instant);

            assertThat(written).isEqualTo(OF_THE_JDK.format(instant));
            assertThat(Times.read(written)).isEqualTo(Instant.parse(written));
            assertThat(JSON.readValue('"' + written + '"', Instant.class)).isEqualTo(Instant.parse(written));
        }
    }

    @Test
    void other_forms_of_an_instant_are_read_too() {
        for (String text : List.of(
                "2026-03-01T16:00:00Z",
                "2026-03-01T16:00:00.1Z",
                "2026-03-01T16:00:00.123456789Z",
                "2026-03-01T24:00:00.000Z",
                "2016-12-31T23:59:60.000Z",
                "+10000-01-01T00:00:00.000Z",
                "-0001-01-01T00:00:00.000Z",
                "2026-03-01T16:00:00.000+01:00")) {
            assertThat(Times.read(text)).as(text).isEqualTo(Instant.parse(text));
            assertThat(JSON.readValue('"' + text + '"', Instant.class)).as(text).isEqualTo(Instant.parse(text));
        }
        assertThat(Times.read("2024-02-29T00:00:00.000Z")).isEqualTo(Instant.parse("2024-02-29T00:00:00Z"));
    }

    @Test
    void what_is_no_instant_is_refused() {
        for (String text : List.of(
                "",
                "2026-02-29T16:00:00.000Z",
                "2026-13-01T16:00:00.000Z",
                "2026-00-01T16:00:00.000Z",
                "2026-03-01T25:00:00.000Z",
                "2026-03-01T16:60:00.000Z",
                "2026-03-01T16:00:61.000Z",
                "2026-03-01T16:00:00.000zz",
                "2026-03-01 16:00:00.000Z",
                "2026-03-01T16:00:00.00٠Z",
                "2026-03-01T16:00:00.000X")) {
            assertThatThrownBy(() -> Times.read(text)).as(text).isInstanceOf(DateTimeException.class);
            if (!text.isEmpty()) {
                assertThatThrownBy(() -> JSON.readValue('"' + text + '"', Instant.class))
                        .as(text)
                        .isInstanceOf(JacksonException.class);
            }
        }
    }
}
