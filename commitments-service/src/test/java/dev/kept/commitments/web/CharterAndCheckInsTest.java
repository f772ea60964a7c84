package dev.kept.commitments.web;

import static dev.kept.commitments.web.Two.in;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.commitments.web.LiveService.Answer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CharterAndCheckInsTest {

    private final LiveService service = LiveService.shared();
    private Two two;

    @BeforeEach
    void open() {
        two = Two.open(service);
    }

    @Nested
    class A_charter {

        private static final Map<String, Object> WHOLE = Map.of(
                "clauses",
                List.of(
                        Map.of("section", "GOALS", "text", "We ship every two weeks."),
                        Map.of("section", "CONTACT", "side", "A", "text", "By chat, before five.")));

        private String path() {
            return two.path() + "/charter";
        }

        @Test
        void is_proposed_countered_agreed_and_amended() {
            Answer proposed = two.ada().post(path() + "/proposals", WHOLE);
            assertRecorded(proposed, 201, "dev.kept.charter.proposed.v1");
            assertThat(proposed.header("Location")).isEqualTo("/api/ledgers" + path() + "/proposals/" + proposed.id());
            Answer countered = two.bea()
                    .post(
                            path() + "/amendments",
                            Map.of(
                                    "answers",
                                    proposed.id(),
                                    "changed",
                                    List.of(Map.of("section", "BOUNDARIES", "text", "Not on weekends."))));
            assertRecorded(countered, 201, "dev.kept.charter.amended.v1");
            assertRecorded(
                    two.ada().post(path() + "/proposals/" + countered.id() + "/agreement", ""),
                    200,
                    "dev.kept.charter.agreed.v1");
            Answer whole = two.bea().post(path() + "/proposals", WHOLE);
            assertRecorded(
                    two.ada().post(path() + "/proposals/" + whole.id() + "/decline", ""),
                    200,
                    "dev.kept.charter.declined.v1");
            Answer again = two.bea().post(path() + "/proposals", WHOLE);
            assertRecorded(
                    two.bea().post(path() + "/proposals/" + again.id() + "/withdrawal", Map.of("reason", "Later.")),
                    200,
                    "dev.kept.charter.withdrawn.v1");
        }

        @Test
        void that_is_wrong_is_refused_with_every_error_at_once() {
            Answer refused = two.ada()
                    .post(
                            path() + "/proposals",
                            Map.of(
                                    "clauses",
                                    List.of(Map.of("section", "WISHES", "text", " "), Map.of("side", "C")),
                                    "reason",
                                    7));

            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.json()
                            .at("/errors")
                            .valueStream()
                            .map(error -> error.at("/pointer").stringValue()))
                    .containsExactlyInAnyOrder(
                            "#/clauses/0/section",
                            "#/clauses/0/text",
                            "#/clauses/1/section",
                            "#/clauses/1/side",
                            "#/clauses/1/text",
                            "#/reason");
        }

        @Test
        void that_is_not_there_or_not_to_be_answered_is_refused() {
            assertRefused(
                    two.bea().post(path() + "/proposals/" + UUID.randomUUID() + "/agreement", ""),
                    404,
                    "charter-not-found");
            Answer proposed = two.ada().post(path() + "/proposals", WHOLE);
            assertRefused(
                    two.ada().post(path() + "/proposals/" + proposed.id() + "/agreement", ""), 409, "not-your-turn");
        }
    }

    @Nested
    class Check_ins {

        private static final Map<String, Object> WEEKLY = Map.of(
                "title",
                "Monday quarter",
                "first",
                in(5),
                "zone",
                "Europe/Berlin",
                "rrule",
                "FREQ=WEEKLY;COUNT=3",
                "minutes",
                15);

        private String path() {
            return two.path() + "/check-ins";
        }

        @Test
        void are_proposed_agreed_paused_resumed_and_ended() {
            Answer proposed = two.ada().post(path(), WEEKLY);
            assertRecorded(proposed, 201, "dev.kept.check-in.proposed.v1");
            String one = path() + "/" + proposed.id();
            assertThat(proposed.header("Location")).isEqualTo("/api/ledgers" + one);
            assertRecorded(two.bea().post(one + "/agreement", ""), 200, "dev.kept.check-in.agreed.v1");
            assertRecorded(two.bea().post(one + "/pause", ""), 200, "dev.kept.check-in.paused.v1");
            assertRecorded(two.ada().post(one + "/resumption", ""), 200, "dev.kept.check-in.resumed.v1");
            assertRefused(two.ada().post(one + "/holding", Map.of("occurrence", 1)), 409, "not-begun");
            assertRefused(two.ada().post(one + "/miss", Map.of("occurrence", 4)), 409, "occurrence-unknown");
            assertRecorded(two.ada().post(one + "/end", ""), 200, "dev.kept.check-in.ended.v1");
            Answer other = two.ada().post(path(), WEEKLY);
            assertRecorded(
                    two.bea().post(path() + "/" + other.id() + "/decline", ""), 200, "dev.kept.check-in.declined.v1");
        }

        @Test
        void that_are_wrong_are_refused_with_every_error_at_once() {
            Answer refused = two.ada()
                    .post(
                            path(),
                            Map.of("first", in(5), "zone", "Europe/Berlin", "rrule", "FREQ=WEEKLY", "minutes", 481));

            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.json()
                            .at("/errors")
                            .valueStream()
                            .map(error -> error.at("/pointer").stringValue()))
                    .containsExactlyInAnyOrder("#/title", "#/rrule", "#/minutes");
        }

        @Test
        void that_would_have_begun_are_refused_with_times_that_have_milliseconds_even_where_they_are_zero() {
            Map<String, Object> past = new HashMap<>(WEEKLY);
            past.put("first", "2026-01-05T10:00:00+01:00");

            Answer refused = two.ada().post(path(), past);

            assertRefused(refused, 409, "beginning-in-past");
            assertThat(refused.at("/facts/first")).isEqualTo("2026-01-05T09:00:00.000Z");
        }

        @Test
        void that_are_not_there_are_not_found() {
            assertRefused(
                    two.bea().post(path() + "/" + UUID.randomUUID() + "/agreement", ""), 404, "check-ins-not-found");
        }
    }

    private static void assertRecorded(Answer answer, int status, String type) {
        assertThat(answer.status()).as(String.valueOf(answer.json())).isEqualTo(status);
        assertThat(answer.at("/entries/0/type")).isEqualTo(type);
    }

    private static void assertRefused(Answer answer, int status, String code) {
        assertThat(answer.status()).as(String.valueOf(answer.json())).isEqualTo(status);
        assertThat(answer.at("/code")).isEqualTo(code);
    }
}
