package dev.kept.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchWordsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '`',
            value = {
                "Payment/Checkout → 'checkout' 'payment'",
                "https://ci.example.org/runs/4413 → '4413' 'ci' 'example' 'https' 'org' 'runs'",
                "freeze – part → 'freeze' 'part'",
                "snake_case a.b c\u00ADd → 'a' 'b' 'case' 'cd' 'snake'",
                "Cafe\u0301 CAFÉ café → 'cafe'",
                "Straße STRASSE STRAẞE → 'strasse'",
                "Łódź Ærø ΣΊΣΥΦΟΣ σίσυφος İstanbul → 'aero' 'istanbul' 'lodz' 'σισυφοσ'",
                "Ｑ３ ４２ ١٢ → '12' '42' 'q3'",
                "日本語 → '日本' '本語' '語'",
                "ﾃﾞｰﾀ → 'タ' 'デー' 'ータ'",
                "第3回 年2026 → '2026' '3' '回' '年' '第'",
                "हिन्दी → 'हिन्दी'",
                "한국어 → '한국어'"
            })
    void of_a_text_are_its_runs_of_letters_and_digits_in_plain_form(String text, String words) {
        assertThat(SearchWords.of(text)).isEqualTo(words);
    }

    @Test
    void of_ascii_are_the_same_alone_and_beside_other_characters() {
        for (char character = 1; character < 0x80; character++) {
            String text = "aB" + character + "Cd" + character + " 1" + character;

            assertThat(SearchWords.of(text + " –")).as("%x", (int) character).isEqualTo(SearchWords.of(text));
        }
    }

    @Test
    void every_word_of_a_query_counts_and_what_cannot_be_searched_is_said() {
        SearchWords.Query query = SearchWords.query("  Freeze & a/B 日本語 字 – Freeze ");

        assertThat(query.words()).containsExactly("'freeze':*", "'a':* & 'b':*", "'日本' & '本語'", "'字':*");
        assertThat(query.notSearched()).containsExactly("&", "–");
    }

    @Test
    void without_a_letter_or_digit_there_is_nothing_to_search() {
        assertThat(SearchWords.of("– … !")).isEmpty();
        assertThat(SearchWords.query("– …").words()).isEmpty();
        assertThat(SearchWords.query(" ").notSearched()).isEmpty();
    }

    @Test
    void longer_ones_than_postgresql_takes_are_cut_in_texts_and_queries_alike() {
        String word = "x".repeat(5_000);

        assertThat(SearchWords.of(word)).isEqualTo("'" + "x".repeat(64) + "'");
        assertThat(SearchWords.query(word).words()).containsExactly("'" + "x".repeat(64) + "':*");
    }
}
