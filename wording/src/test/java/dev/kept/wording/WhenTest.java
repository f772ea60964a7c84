package dev.kept.wording;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class WhenTest {

    @Test
    void a_language_whose_patterns_the_jdk_has_broken_is_not_known() {
        assertThat(DateStyle.knows(Locale.of("tok"))).isFalse();
        assertThat(DateStyle.knows(Locale.GERMANY)).isTrue();
    }

    @Test
    void every_language_of_the_jdk_that_is_known_writes_every_date() {
        List<Locale> known = Arrays.stream(Locale.getAvailableLocales())
                .filter(DateStyle::knows)
                .toList();

        assertThat(known).hasSizeGreaterThan(900);
        for (Locale locale : known) {
            When when = new When(ZoneOffset.UTC, locale, Instant.parse("2026-03-01T00:00:00Z"));
            assertThat(when.at("2026-12-04T16:00:00Z"))
                    .as(locale.toLanguageTag())
                    .isNotBlank();
        }
    }
}
