package dev.kept.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    @CsvSource({
        // What acts on itself alone stays as it is.
        "a, a",
        "\u2067שלום\u2069 isolated, \u2067שלום\u2069 isolated",
        "\u202Bשלום\u202C embedded, \u202Bשלום\u202C embedded",
        "\u2067\u202Aabc\u2069d, \u2067\u202Aabc\u2069d",
        "\u200Fmarked\u200E, \u200Fmarked\u200E",
        // What is begun is ended.
        "\u2067abc, \u2067abc\u2069",
        "\u2068\u202Babc, \u2068\u202Babc\u202C\u2069",
        // What overrides, or ends what was not begun, is given by its number.
        "\u202Eabc, \u27E6U+202E\u27E7abc",
        "a\u202Db\u202Cc, a\u27E6U+202D\u27E7b\u27E6U+202C\u27E7c",
        "a\u2069\u202Eb, a\u27E6U+2069\u27E7\u27E6U+202E\u27E7b",
        "\u202Aa\u2067b\u202Cc, \u202Aa\u2067b\u27E6U+202C\u27E7c\u2069\u202C",
    })
    void acts_on_nothing_but_itself(String text, String contained) {
        assertThat(VisibleText.contained(text)).isEqualTo(contained);
        assertThat(VisibleText.contained(contained)).isEqualTo(contained);
    }

    @Test
    void acts_on_nothing_but_its_own_line() {
        assertThat(VisibleText.contained("\u2067a\nb\u2069")).isEqualTo("\u2067a\u2069\nb\u27E6U+2069\u27E7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u05d0\u05d1", "a\u200fb", "\u0645\u200c\u0646", "\ud83d\udc68\u200d\ud83d\udc69"})
    void reads_as_it_was_written(String text) {
        assertThat(VisibleText.reorders(text)).isFalse();
    }
}
