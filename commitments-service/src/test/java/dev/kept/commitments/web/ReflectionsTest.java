package dev.kept.commitments.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.commitments.web.LiveService.Answer;
import dev.kept.commitments.web.LiveService.Person;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reflections over HTTP: who sees them, what changes them, and that nothing is left of one that is discarded. */
class ReflectionsTest {

    private static final LiveService SERVICE = LiveService.shared();
    private static final String PLACE = "/api/reflections";

    private Two two;
    private Person ada;

    @BeforeEach
    void two_parties() {
        two = Two.open(SERVICE);
        ada = two.ada();
    }

    private String ledger() {
        return two.path().substring(1);
    }

    private static Map<String, String> own(String question, String text) {
        return Map.of("own", question, "text", text);
    }

    private static Map<String, String> offered(String key, String text) {
        return Map.of("question", key, "text", text);
    }

    private Answer write(Person author, Map<?, ?>... answers) {
        return author.postTo(PLACE, Map.of("ledger", ledger(), "answers", List.of(answers)));
    }

    private static Answer ok(Answer answer, int status) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        return answer;
    }

    private String written() {
        return PLACE + "/" + ok(write(ada, offered("part", "I was late.")), 201).at("/reflection");
    }

    @Test
    void are_written_along_questions_offered_and_own() {
        UUID conversation = UUID.randomUUID();
        Answer questions = ok(ada.get(PLACE + "/questions"), 200);
        assertThat(questions.json().get("items").size()).isGreaterThan(5);
        assertThat(questions.at("/language")).isEqualTo("en");
        String first = questions.at("/items/0/key");

        Answer written = ok(
                ada.postTo(
                        PLACE,
                        Map.of(
                                "ledger",
                                ledger(),
                                "conversation",
                                conversation,
                                "answers",
                                List.of(offered(first, "We both spoke."), own("Was I fair?", "Not quite.")))),
                201);

        assertThat(written.header("ETag")).isEqualTo("\"1\"");
        Answer read = ok(ada.get(written.header("Location")), 200);
        assertThat(read.json()).isEqualTo(written.json());
        assertThat(read.at("/conversation")).isEqualTo(conversation.toString());
        assertThat(read.at("/answers/0/asked")).isEqualTo(questions.at("/items/0/text"));
        assertThat(read.at("/answers/1/asked")).isEqualTo("Was I fair?");
        assertThat(read.json().at("/answers/1").has("question")).isFalse();
    }

    @Test
    void are_for_their_author_alone() {
        String reflection = written();
        Person fellow = two.another("fay");
        two.join(fellow, ada.post(two.path() + "/member-invitations", ""), Map.of());

        for (Person other : List.of(two.bea(), fellow, two.another("outsider"))) {
            for (Answer refused : List.of(
                    other.get(reflection),
                    other.postTo(reflection + "/discard", ""),
                    other.postTo(reflection + "/revision", Map.of("answers", List.of(own("Mine?", "Yes")))))) {
                assertThat(ok(refused, 404).code()).isEqualTo("reflection-not-found");
            }
            assertThat(ok(other.get(PLACE), 200).at("/total")).isEqualTo("0");
        }
        assertThat(ok(write(two.another("outsider"), own("What?", "This")), 404).code())
                .isEqualTo("ledger-not-found");
        ok(ada.get(reflection), 200);
    }

    @Test
    void are_revised_and_of_two_who_saw_the_same_one_is_stale() {
        String reflection = written();
        Map<String, ?> once = Map.of("answers", List.of(offered("next", "I ask by noon.")));

        Answer revised = ok(ada.postTo(reflection + "/revision", once, "If-Match", "\"1\""), 200);
        Answer repeated = ok(ada.postTo(reflection + "/revision", once, "If-Match", "\"1\""), 200);
        Answer stale = ok(
                ada.postTo(
                        reflection + "/revision",
                        Map.of("answers", List.of(offered("next", "Another"))),
                        "If-Match",
                        "\"1\""),
                412);

        assertThat(revised.header("ETag")).isEqualTo("\"2\"");
        assertThat(repeated.json()).isEqualTo(revised.json());
        assertThat(stale.code()).isEqualTo("stale");
        assertThat(ok(ada.get(reflection), 200).at("/answers/0/text")).isEqualTo("I ask by noon.");
    }

    /** The same words as the search of entries, see {@code QueriesTest}. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '`',
            value = {
                "Payment/Checkout → checkout",
                "https://ci.example.org/runs/4413 → 4413",
                "freeze – part → freeze & part",
                "Angry at first, then calm. → calm angry",
                "Angry at first, then calm. → ang",
                "Cafe\u0301 → café",
                "CAFÉ → cafe",
                "Straße → STRASSE",
                "Ｑ３ ４２ → q3 42",
                "日本語 → 本語",
                "Łódź → lodz"
            })
    void are_found_by_every_word_that_they_hold(String text, String query) {
        ok(write(two.bea(), offered("felt", text)), 201);
        ok(write(two.bea(), offered("felt", "Nothing of the kind")), 201);
        ok(write(ada, offered("felt", text)), 201);

        Answer found = ok(two.bea().get(PLACE + "?q=" + encoded(query)), 200);

        assertThat(found.at("/total")).isEqualTo("1");
        assertThat(found.at("/items/0/answers/0/text")).isEqualTo(text);
    }

    @Test
    void are_found_by_the_questions_of_their_authors_and_not_by_half_of_the_words() {
        ok(write(two.bea(), own("Who helped?", "Mira, with one question.")), 201);

        assertThat(ok(two.bea().get(PLACE + "?q=helped%20Mira"), 200).at("/items/0/answers/0/asked"))
                .isEqualTo("Who helped?");
        assertThat(ok(two.bea().get(PLACE + "?q=helped%20Nora"), 200).at("/total"))
                .isEqualTo("0");
        assertThat(ok(two.bea().get(PLACE + "?ledger=" + UUID.randomUUID()), 200)
                        .at("/total"))
                .isEqualTo("0");
    }

    @Test
    void say_what_of_a_search_cannot_be_searched() {
        ok(write(two.bea(), offered("felt", "Angry at first")), 201);

        Answer signs = ok(two.bea().get(PLACE + "?q=" + encoded("&|!:*('")), 200);
        Answer both = ok(two.bea().get(PLACE + "?q=" + encoded("angry &")), 200);

        assertThat(signs.at("/total")).isEqualTo("0");
        assertThat(signs.at("/notSearched/0")).isEqualTo("&|!:*('");
        assertThat(both.at("/total")).isEqualTo("1");
        assertThat(both.at("/notSearched/0")).isEqualTo("&");
        assertThat(ok(two.bea().get(PLACE + "?q=angry"), 200).json().has("notSearched"))
                .isFalse();
    }

    private static String encoded(String query) {
        return URLEncoder.encode(query, StandardCharsets.UTF_8);
    }

    @Test
    void come_page_by_page_the_latest_first() {
        Person reader = two.bea();
        IntStream.range(0, 3).forEach(i -> ok(write(reader, own("Number?", "It is " + i)), 201));

        Answer first = ok(reader.get(PLACE + "?limit=2"), 200);
        Answer second = ok(reader.get(PLACE + "?limit=2&cursor=" + first.at("/next")), 200);

        assertThat(Stream.of(first, second)
                        .flatMap(page -> page.json().get("items").valueStream())
                        .map(item -> item.at("/answers/0/text").stringValue()))
                .containsExactlyInAnyOrder("It is 0", "It is 1", "It is 2");
        assertThat(Stream.of(first, second)
                        .flatMap(page -> page.json().get("items").valueStream())
                        .map(item -> Instant.parse(item.get("created").stringValue())))
                .isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(first.at("/total")).isEqualTo("3");
        assertThat(second.json().get("items").size()).isEqualTo(1);
        assertThat(second.json().has("next")).isFalse();
        ok(reader.get(PLACE + "?cursor=nonsense"), 400);
    }

    @Test
    void leave_nothing_behind_when_they_are_discarded_and_are_no_entries() {
        List<Long> before = recorded();
        String reflection = written();
        UUID id = UUID.fromString(reflection.substring(PLACE.length() + 1));

        ok(ada.postTo(reflection + "/discard", ""), 204);

        ok(ada.get(reflection), 404);
        assertThat(SERVICE.store()
                        .sql("SELECT count(*) FROM commitments.reflection WHERE reflection_id = :id")
                        .param("id", id)
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(recorded()).isEqualTo(before);
    }

    /** Everything that the relay reads. */
    private static List<Long> recorded() {
        return Stream.of("entry", "disclosure")
                .map(table -> SERVICE.store()
                        .sql("SELECT count(*) FROM commitments." + table)
                        .query(Long.class)
                        .single())
                .toList();
    }

    @Test
    void are_written_once_under_one_key() {
        Map<String, ?> body = Map.of("ledger", ledger(), "answers", List.of(own("Once?", "Yes")));
        String key = UUID.randomUUID().toString();

        Answer first = ok(ada.postTo(PLACE, body, "Idempotency-Key", key), 201);
        Answer again = ok(ada.postTo(PLACE, body, "Idempotency-Key", key), 201);
        Answer other = ok(
                ada.postTo(
                        PLACE,
                        Map.of("ledger", ledger(), "answers", List.of(own("Once?", "No"))),
                        "Idempotency-Key",
                        key),
                422);

        assertThat(again.json()).isEqualTo(first.json());
        assertThat(other.code()).isEqualTo("idempotency-key-reused");
    }

    @Test
    void are_refused_with_everything_that_is_wrong() {
        Answer refused = ok(
                ada.postTo(
                        PLACE,
                        Map.of(
                                "ledger",
                                "x",
                                "answers",
                                List.of(
                                        Map.of("text", ""),
                                        Map.of("question", "part", "own", "Both?", "text", "Yes"),
                                        Map.of("question", "unknown", "text", "Yes")),
                                "more",
                                1)),
                400);

        assertThat(refused.json()
                        .get("errors")
                        .valueStream()
                        .map(error -> error.get("pointer").stringValue()))
                .contains("#/ledger", "#/more", "#/answers/0/text", "#/answers/1/question", "#/answers/2/question");
        assertThat(ok(ada.postTo(PLACE, Map.of("ledger", ledger(), "answers", List.of())), 400)
                        .at("/errors/0/pointer"))
                .isEqualTo("#/answers");
        ok(ada.postTo(PLACE, ""), 400);
    }
}
