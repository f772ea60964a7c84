package dev.kept.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VisibleTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\u00a0",
                "\u200b",
                "\u2060",
                "\u3164",
                "\u115f\u1160\uffa0",
                "\u2800",
                "\u00ad",
                "\ufeff",
                "\u200d\ufe0f",
                "\u0301",
                "\u202e",
                "\udb40\udc41"
            })
    void nothing_can_be_seen_of_it(String text) {
        assertThat(VisibleText.isBlank(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "\u200ba\u200b",
                ".",
                "-",
                "7",
                "\u4e2d",
                "\u0645",
                "\ud83d\ude00",
                "e\u0301",
                "\u0e01\u0e33"
            })
    void something_can_be_seen_of_it(String text) {
        assertThat(VisibleText.isBlank(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u202eb", "\u202aa", "\u2066a\u2069", "a\u2068b"})
    void makes_words_read_in_another_order(String text) {
        assertThat(VisibleText.reorders(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u05d0\u05d1", "a\u200fb", "\u0645\u200c\u0646", "\ud83d\udc68\u200d\ud83d\udc69"})
    void reads_as_it_was_written(String text) {
        assertThat(VisibleText.reorders(text)).isFalse();
    }
}
