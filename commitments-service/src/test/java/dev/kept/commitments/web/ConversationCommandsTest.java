package dev.kept.commitments.web;

import static dev.kept.commitments.web.Two.in;
import static dev.kept.commitments.web.Two.terms;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.commitments.web.LiveService.Answer;
import dev.kept.http.Caller;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Conversations, decisions and checkpoints over HTTP. */
class ConversationCommandsTest {

    private static final Map<String, Object> DECISION =
            Map.of("statement", "We release on Tuesdays", "rationale", "Both teams are there on Wednesdays");

    private final LiveService service = LiveService.shared();
    private Two two;

    @BeforeEach
    void open() {
        two = Two.open(service);
    }

    private static List<String> types(Answer answer) {
        return answer.json()
                .at("/entries")
                .valueStream()
                .map(entry -> entry.at("/type").stringValue().replace("dev.kept.", ""))
                .toList();
    }

    private static void assertRefused(Answer answer, int status, String code) {
        assertThat(answer.status() + " " + answer.code()).as(answer.toString()).isEqualTo(status + " " + code);
    }

    private static Map<String, Object> with(Map<String, Object> body, String name, Object value) {
        Map<String, Object> more = new HashMap<>(body);
        more.put(name, value);
        return more;
    }

    @Nested
    class A_conversation {

        private Map<String, Object> talk() {
            Map<String, Object> checkpoint = Map.of("due", in(14), "zone", "Europe/Berlin", "agenda", "Is it better?");
            Map<String, Object> body = new HashMap<>(Map.of(
                    "occurred", "2026-02-20T16:00",
                    "zone", "Europe/Berlin",
                    "synopsis", "We went through the release",
                    "positives", List.of("Both came prepared"),
                    "nextSteps", List.of("Look again in a month"),
                    "members",
                            List.of(Caller.memberOf(
                                            LiveService.ISSUER, two.bea().name())
                                    .toString()),
                    "guests", List.of(Map.of("name", "Cleo"), Map.of("name", "Dan", "side", "B"))));
            body.putAll(Map.of(
                    "commitments", List.of(terms(), terms()),
                    "requests", List.of(terms()),
                    "decisions", List.of(with(with(DECISION, "review", in(30)), "zone", "UTC")),
                    "checkpoints", List.of(checkpoint)));
            return body;
        }

        @Test
        void is_recorded_with_everything_that_came_of_it_and_answered_alike_when_repeated() {
            Answer told = two.ada().post(two.path() + "/conversations", talk(), "Idempotency-Key", "talk");
            Answer again = two.ada().post(two.path() + "/conversations", talk(), "Idempotency-Key", "talk");

            assertThat(told.status()).as(told.toString()).isEqualTo(201);
            assertThat(types(told))
                    .containsExactly(
                            "conversation.recorded.v1",
                            "commitment.made.v1",
                            "commitment.made.v1",
                            "commitment.requested.v1",
                            "decision.proposed.v1",
                            "checkpoint.scheduled.v1");
            assertThat(told.header("Location")).isEqualTo("/api/ledgers" + two.path() + "/conversations/" + told.id());
            assertThat(again.text()).isEqualTo(told.text());
        }

        @Test
        void is_refused_with_every_fault_of_its_parts_at_its_place() {
            Map<String, Object> body = talk();
            body.put("commitments", List.of(terms(), Map.of("title", "x", "due", "soon", "zone", "UTC")));
            body.put("decisions", List.of(Map.of("statement", "x", "review", "2020-01-01")));
            body.put("checkpoints", List.of(Map.of("due", in(3), "zone", "Mars", "agenda", "")));
            long before = service.entries();

            Answer refused = two.ada().post(two.path() + "/conversations", body);

            assertRefused(refused, 400, "invalid-fields");
            assertThat(refused.json()
                            .at("/errors")
                            .valueStream()
                            .map(error -> error.at("/pointer").stringValue()))
                    .containsExactlyInAnyOrder(
                            "#/commitments/1/due",
                            "#/decisions/0/rationale",
                            "#/decisions/0/review",
                            "#/checkpoints/0/zone",
                            "#/checkpoints/0/agenda");
            assertThat(service.entries()).isEqualTo(before);
        }

        @Test
        void is_refused_as_a_whole_when_a_rule_forbids_a_part() {
            Map<String, Object> body = talk();
            body.put("commitments", List.of(terms(), with(terms(), "due", "2026-02-20")));
            long before = service.entries();

            Answer refused = two.ada().post(two.path() + "/conversations", body);

            assertRefused(refused, 409, "due-in-past");
            assertThat(refused.at("/facts/part")).isEqualTo("commitments/1");
            assertThat(service.entries()).isEqualTo(before);
        }

        @Test
        void is_corrected_and_acknowledged_by_the_other_side() {
            Answer told = two.ada().post(two.path() + "/conversations", talk());
            String one = two.path() + "/conversations/" + told.id();

            Answer corrected = two.bea().post(one + "/corrections", Map.of("text", "It was Monday"));
            assertThat(corrected.status()).isEqualTo(201);
            assertThat(corrected.header("Location")).isEqualTo("/api/ledgers" + one);
            assertRefused(two.ada().post(one + "/acknowledgement", ""), 409, "own-account");
            assertThat(types(two.bea().post(one + "/acknowledgement", Map.of("comment", "Thanks"))))
                    .containsExactly("conversation.acknowledged.v1");
            assertRefused(
                    two.bea().post(two.path() + "/conversations/" + UUID.randomUUID() + "/acknowledgement", ""),
                    404,
                    "conversation-not-found");
        }

        @Test
        void takes_the_largest_lists() {
            Map<String, Object> body = talk();
            List<Object> many = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                many.add(terms());
            }
            body.put("commitments", many);
            body.put("requests", many);

            assertThat(two.ada().post(two.path() + "/conversations", body).at("/sequence"))
                    .isEqualTo("45");
        }
    }

    @Nested
    class A_decision {

        @Test
        void is_agreed_reviewed_and_superseded() {
            Map<String, Object> full = new HashMap<>(DECISION);
            full.putAll(Map.of(
                    "alternatives", List.of(Map.of("text", "Fridays", "whyNot", "Nobody is there")),
                    "evidence", List.of(Map.of("label", "Calendar")),
                    "review", in(30),
                    "zone", "Europe/Berlin"));
            Answer proposed = two.ada().post(two.path() + "/decisions", full);
            String one = two.path() + "/decisions/" + proposed.id();

            assertThat(proposed.status()).as(proposed.toString()).isEqualTo(201);
            assertRefused(two.ada().post(one + "/agreement", ""), 409, "not-your-turn");
            assertThat(two.bea()
                            .post(one + "/objections", Map.of("reason", "Why not Monday?"))
                            .status())
                    .isEqualTo(201);
            assertThat(types(two.bea().post(one + "/agreement", "")))
                    .containsExactly("decision.agreed.v1", "checkpoint.scheduled.v1");
            Map<String, Object> review = Map.of("outcome", "It works", "next", in(60), "zone", "UTC");
            Answer reviewed = two.bea().post(one + "/reviews", review, "Idempotency-Key", "review");
            assertThat(types(reviewed))
                    .containsExactly("decision.reviewed.v1", "checkpoint.held.v1", "checkpoint.scheduled.v1");
            assertThat(two.bea()
                            .post(one + "/reviews", review, "Idempotency-Key", "review")
                            .text())
                    .isEqualTo(reviewed.text());
            Answer replacement = two.bea().post(one + "/replacement", DECISION);
            assertThat(replacement.status()).isEqualTo(201);
            assertThat(types(two.ada().post(two.path() + "/decisions/" + replacement.id() + "/agreement", "")))
                    .containsExactly("decision.agreed.v1", "decision.superseded.v1", "checkpoint.cancelled.v1");
        }

        @Test
        void is_taken_back() {
            Answer proposed = two.ada().post(two.path() + "/decisions", DECISION);

            assertThat(types(two.ada().post(two.path() + "/decisions/" + proposed.id() + "/withdrawal", "")))
                    .containsExactly("decision.withdrawn.v1");
            assertRefused(
                    two.ada().post(two.path() + "/decisions/" + UUID.randomUUID() + "/withdrawal", ""),
                    404,
                    "decision-not-found");
        }
    }

    @Nested
    class A_checkpoint {

        @Test
        void is_moved_and_held_with_what_came_of_it() {
            Answer set = two.ada()
                    .post(
                            two.path() + "/checkpoints",
                            Map.of("due", in(3), "zone", "Europe/Berlin", "agenda", "Where are we?"));
            String one = two.path() + "/checkpoints/" + set.id();
            Map<String, Object> held = Map.of(
                    "occurred", "2026-02-20T16:00",
                    "zone", "UTC",
                    "outcomes", List.of("On track"),
                    "commitments", List.of(terms()),
                    "decisions", List.of(DECISION));

            assertThat(set.header("Location")).isEqualTo("/api/ledgers" + one);
            assertThat(types(two.bea().post(one + "/rescheduling", Map.of("due", "2099-01-01", "zone", "UTC"))))
                    .containsExactly("checkpoint.rescheduled.v1");
            Answer first = two.bea().post(one + "/holding", held, "Idempotency-Key", "held");
            assertThat(types(first))
                    .containsExactly("checkpoint.held.v1", "commitment.made.v1", "decision.proposed.v1");
            assertThat(two.bea()
                            .post(one + "/holding", held, "Idempotency-Key", "held")
                            .text())
                    .isEqualTo(first.text());
            assertRefused(two.ada().post(one + "/holding", held), 409, "checkpoint-held");
            JsonNode errors = two.ada()
                    .post(one + "/holding", Map.of("decisions", List.of(Map.of())))
                    .json();
            assertThat(errors.at("/errors")
                            .valueStream()
                            .map(error -> error.at("/pointer").stringValue()))
                    .contains("#/occurred", "#/zone", "#/outcomes", "#/decisions/0/statement");
            assertRefused(
                    two.ada().post(two.path() + "/checkpoints/" + UUID.randomUUID() + "/holding", held),
                    404,
                    "checkpoint-not-found");
        }
    }
}
