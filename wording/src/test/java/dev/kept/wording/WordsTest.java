package dev.kept.wording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.events.WireTypes;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class WordsTest {

    private final Words words = new Words(Locale.UK);

    @Test
    void every_type_of_entry_is_told_in_words() {
        assertThat(WireTypes.names())
                .allSatisfy(type -> assertThat(words.phrase(type)).isNotEqualTo(type));
    }

    @Test
    void a_state_has_a_word_and_a_mark_of_its_own() {
        assertThat(words.state("kept-late")).isEqualTo(new Words.StateWord("kept late", "✓", "late"));
        assertThat(words.state("not-known-yet")).isEqualTo(new Words.StateWord("not known yet", "○", "open"));
    }

    @Test
    void what_is_not_listed_is_called_by_its_own_name() {
        assertThat(words.label("coolsUntil")).isEqualTo("Cools until");
        assertThat(words.waiting("do-something")).isEqualTo("Do something");
    }
}
