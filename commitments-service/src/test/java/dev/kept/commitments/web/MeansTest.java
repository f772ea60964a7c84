package dev.kept.commitments.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.commitments.web.LiveService.Answer;
import dev.kept.commitments.web.LiveService.Person;
import dev.kept.events.Means;
import dev.kept.events.Statements;
import dev.kept.http.Caller;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** By what means an entry was recorded stands in its statement. */
class MeansTest {

    private static final Map<String, Object> LESSON = Map.of("learned", "Ask earlier", "differently", "A day before");
    private static final String BY = "Kept-Instructed-By";

    private final LiveService service = LiveService.shared();
    private final Two two = Two.open(service);

    @Test
    void by_a_person_on_a_page() {
        assertThat(meansOf(lesson(two.ada().by("kept-pages")))).isEqualTo(Means.PAGE);
    }

    @Test
    void by_a_program_whose_name_nobody_reads_from_it() {
        Answer answer = lesson(two.ada().by("ada-brandts-robot"));

        assertThat(meansOf(answer))
                .isEqualTo(Means.program(Caller.clientOf(LiveService.ISSUER, "ada-brandts-robot"), null));
        assertThat(new String(statement(answer), StandardCharsets.UTF_8)).doesNotContain("robot");
    }

    @Test
    void by_a_program_on_somebodys_instruction() {
        UUID bea = two.bea().member();

        assertThat(meansOf(lesson(two.ada().by("robot"), BY, bea.toString())))
                .isEqualTo(Means.program(Caller.clientOf(LiveService.ISSUER, "robot"), bea));
    }

    @Test
    void opening_a_ledger_on_ones_own_instruction_too() {
        Person robot = two.ada().by("robot");
        Answer opened = robot.post(
                "",
                Map.of("title", "T", "partyName", "P"),
                BY,
                Caller.memberOf(LiveService.ISSUER, two.ada().name()).toString());

        assertThat(opened.status()).as(opened.toString()).isEqualTo(201);
    }

    @Test
    void unknown_where_the_token_does_not_say() {
        assertThat(meansOf(lesson(two.ada()))).isNull();
        assertThat(meansOf(lesson(two.ada(), BY, two.bea().member().toString())))
                .isNull();
    }

    @Test
    void of_several_entries_each_says_so() {
        Answer answer = two.ada()
                .by("robot")
                .post(
                        two.path() + "/conversations",
                        Map.of(
                                "occurred", "2026-02-20T16:00",
                                "zone", "Europe/Berlin",
                                "synopsis", "We went through the release",
                                "commitments", java.util.List.of(Two.terms())));

        answer.json()
                .get("entries")
                .forEach(entry -> assertThat(
                                Statements.read(statement(entry.get("sequence").asLong()))
                                        .means())
                        .isNotNull());
    }

    @Test
    void nobody_from_outside_is_named_in_a_statement() {
        long before = service.entries();

        Answer refused = two.ada()
                .by("robot")
                .post(two.path() + "/lessons", LESSON, BY, UUID.randomUUID().toString());

        assertThat(refused.status() + " " + refused.code()).isEqualTo("409 instructor-not-here");
        assertThat(service.entries()).isEqualTo(before);
    }

    @Test
    void what_is_no_id_is_refused() {
        Answer refused = two.ada().by("robot").post(two.path() + "/lessons", LESSON, BY, "Bea Okafor");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.at("/errors/0/pointer")).isEqualTo("#/header/Kept-Instructed-By");
    }

    private Answer lesson(Person person, String... headers) {
        Answer answer = person.post(two.path() + "/lessons", LESSON, headers);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return answer;
    }

    private @Nullable Means meansOf(Answer answer) {
        return Statements.read(statement(answer)).means();
    }

    private byte[] statement(Answer answer) {
        return statement(answer.json().get("sequence").asLong());
    }

    private byte[] statement(long sequence) {
        return service.store()
                .sql("SELECT statement FROM commitments.entry WHERE ledger_id = ?::uuid AND sequence = ?")
                .params(two.path().substring(1), sequence)
                .query((row, n) -> row.getBytes(1))
                .single();
    }
}
