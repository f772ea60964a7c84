package dev.kept.wording;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

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

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en-GB | by-language | Fri, 4 Dec 2026, 17:05   | Friday, 4 December 2026 | 4 Dec
            en-US | by-language | Fri, Dec 4, 2026, 17:05  | Fri, Dec 4, 2026        | Dec 4
            de-DE | by-language | Fr., 4. Dez. 2026, 17:05 | Fr., 4. Dez. 2026       | 4. Dez.
            en-GB | iso         | 2026-12-04, 17:05        | Friday, 2026-12-04      | 12-04
            de-DE | iso         | 2026-12-04, 17:05        | Freitag, 2026-12-04     | 12-04
            en-US | day-first   | Fri, 4 Dec 2026, 17:05   | Friday, 4 December 2026 | 4 Dec
            de-DE | day-first   | Fr., 4. Dez. 2026, 17:05 | Fr., 4. Dez. 2026       | 4. Dez.
            en-GB | month-first | Fri, Dec 4, 2026, 17:05  | Fri, Dec 4, 2026        | Dec 4
            de-DE | month-first | Fr., Dez. 4, 2026, 17:05 | Fr., Dez. 4, 2026       | Dez. 4
            """)
    void dates_stand_in_the_order_that_the_reader_chose_in_the_readers_language(
            String tag, String order, String at, String day, String monthDay) {
        When when = new When(
                ZoneId.of("Europe/Berlin"),
                Locale.forLanguageTag(tag),
                DateOrder.named(order).orElseThrow(),
                Instant.parse("2026-03-01T00:00:00Z"));

        assertThat(when.at("2026-12-04T16:05:00Z")).isEqualTo(at);
        assertThat(when.day("2026-12-04T16:05:00Z")).isEqualTo(day);
        assertThat(when.monthDay(LocalDate.parse("2026-12-04"))).isEqualTo(monthDay);
        assertThat(when.in("America/New_York").at("2026-12-04T16:05:00Z")).isEqualTo(at.replace("17:05", "11:05"));
    }

    @ParameterizedTest
    @EnumSource(DateOrder.class)
    void every_known_language_writes_dates_in_every_order(DateOrder order) {
        Arrays.stream(Locale.getAvailableLocales())
                .filter(DateStyle::knows)
                .forEach(locale -> assertThat(
                                new When(ZoneOffset.UTC, locale, order, Instant.EPOCH).at("2026-12-04T16:05:00Z"))
                        .as(locale.toLanguageTag())
                        .isNotBlank());
    }

    @Test
    void an_order_is_found_by_its_name_and_none_by_another() {
        for (DateOrder order : DateOrder.values()) {
            assertThat(DateOrder.named(order.wireName())).hasValue(order);
        }
        assertThat(DateOrder.named("ISO")).isEmpty();
    }
}
