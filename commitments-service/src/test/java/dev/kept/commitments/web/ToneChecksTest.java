package dev.kept.commitments.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.commitments.web.LiveService.Answer;
import dev.kept.commitments.web.LiveService.Person;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The tone check over HTTP: for the author alone, and never a part of the record. */
class ToneChecksTest {

    private static final LiveService SERVICE = LiveService.shared();
    private static final String PLACE = "/api/tone-checks";

    private final Person ada = SERVICE.person("ada");

    private static Map<String, Object> texts(String... texts) {
        return Map.of(
                "texts",
                IntStream.range(0, texts.length)
                        .mapToObj(at -> Map.of("field", "text-" + at, "text", texts[at]))
                        .toList());
    }

    @Test
    void tells_the_words_why_and_how_to_say_it_more_gently() {
        long before = SERVICE.entries();
        String hard = "\uD83D\uDE42 You ignored our warning.";

        Answer answer = ada.postTo(PLACE, texts(hard, "Could you call me on Monday?"));

        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(answer.at("/texts/0/field")).isEqualTo("text-0");
        int from = answer.json().at("/texts/0/marks/0/from").intValue();
        int to = answer.json().at("/texts/0/marks/0/to").intValue();
        assertThat(hard.substring(from, to)).isEqualTo("You ignored");
        assertThat(answer.at("/texts/0/marks/0/category")).isEqualTo("accusation");
        assertThat(answer.at("/texts/0/marks/0/explanation")).isNotBlank();
        assertThat(answer.at("/texts/0/marks/0/gentler/0")).isNotBlank();
        assertThat(answer.json().at("/texts/1/marks")).isEmpty();
        assertThat(answer.at("/texts/1/good/0/category")).isEqualTo("request");
        assertThat(SERVICE.entries()).isEqualTo(before);
    }

    @Test
    void speaks_german_when_it_is_asked_to() {
        Map<String, Object> german = Map.of(
                "language", "de", "texts", List.of(Map.of("field", "a", "text", "Ihr habt unsere Warnung ignoriert.")));

        assertThat(ada.postTo(PLACE, german).at("/texts/0/marks/0/name")).isEqualTo("Vorwurf mit 'du'");
    }

    @Test
    void says_which_languages_there_are() {
        Answer answer = ada.postTo(PLACE, Map.of("language", "xx", "texts", List.of()));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.at("/errors/0/code")).isEqualTo("unknown-language");
        assertThat(answer.at("/errors/0/detail")).contains("de, en");
    }

    @Test
    void refuses_what_is_too_long_or_too_many_or_blank_with_all_errors_at_once() {
        Answer long_and_blank = ada.postTo(PLACE, texts("x".repeat(10_001), " "));
        assertThat(long_and_blank.status()).isEqualTo(400);
        assertThat(long_and_blank.json().at("/errors"))
                .extracting(error -> error.get("code").asString())
                .containsExactly("too-long", "blank");

        Answer many = ada.postTo(PLACE, texts(Collections.nCopies(101, "Fine.").toArray(String[]::new)));
        assertThat(many.at("/errors/0/code")).isEqualTo("too-many");
    }

    @Test
    void wants_to_know_who_is_asking() {
        assertThat(SERVICE.person("expired").postTo(PLACE, texts("Fine.")).status())
                .isEqualTo(401);
    }
}
