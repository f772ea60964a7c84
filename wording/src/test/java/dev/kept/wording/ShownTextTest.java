package dev.kept.wording;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShownTextTest {

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
        assertThat(ShownText.contained(text)).isEqualTo(contained);
        assertThat(ShownText.contained(contained)).isEqualTo(contained);
    }

    @Test
    void acts_on_nothing_but_its_own_line() {
        assertThat(ShownText.contained("\u2067a\nb\u2069")).isEqualTo("\u2067a\u2069\nb\u27E6U+2069\u27E7");
    }
}
