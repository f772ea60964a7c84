package dev.kept.commitments.web;

import static dev.kept.commitments.web.Two.terms;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.commitments.web.LiveService.Answer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Ada's side raises concerns; concerns, wins, lessons and feedback as they come in by HTTP. */
class ConcernCommandsTest {

    private static final Map<String, Object> CONCERN = Map.of(
            "title", "Release without notice",
            "purpose", "Calm release days.",
            "behaviour", "The gateway was released at noon and nobody told us.",
            "impact", "Three of us spent the afternoon on it.",
            "evidence", List.of(Map.of("label", "Incident 12", "link", "https://example.org/12")),
            "invitation", "Please tell us how you saw that day.");
    private static final Map<String, String> TEXT = Map.of("text", "That is how it was.");

    private final Two two = Two.open(LiveService.shared());

    @Nested
    class Concerns {

        @Test
        void a_concern_is_answered_put_right_settled_and_reopened() {
            Answer raised = two.ada().post(two.path() + "/concerns", CONCERN);
            String concern = two.path() + "/concerns/" + raised.id();

            assertRecorded(raised, 201, "dev.kept.concern.raised.v1");
            assertThat(raised.header("Location")).isEqualTo("/api/ledgers" + concern);
            assertRecorded(two.bea().post(concern + "/acknowledgement", TEXT), 200, "dev.kept.concern.acknowledged.v1");
            Answer cause = two.bea().post(concern + "/causes", TEXT);
            assertRecorded(cause, 201, "dev.kept.concern.cause-named.v1");
            assertThat(cause.header("Location")).isEqualTo("/api/ledgers" + concern);
            Answer apology = two.bea()
                    .post(
                            concern + "/apologies",
                            Map.of(
                                    "impact",
                                    "Your afternoon.",
                                    "wrong",
                                    "No notice.",
                                    "regret",
                                    "We are sorry.",
                                    "commitment",
                                    terms()));
            assertRecorded(apology, 201, "dev.kept.commitment.made.v1");
            assertThat(apology.at("/entries/1/type")).isEqualTo("dev.kept.concern.apology-offered.v1");
            Answer accepted = two.bea().post(concern + "/remedies", TEXT);
            Answer declined = two.ada().post(concern + "/remedies", TEXT);
            assertRecorded(accepted, 201, "dev.kept.concern.remedy-proposed.v1");
            assertRecorded(
                    two.ada().post(concern + "/remedies/" + accepted.id() + "/acceptance", ""),
                    200,
                    "dev.kept.concern.remedy-accepted.v1");
            assertRecorded(
                    two.bea().post(concern + "/remedies/" + declined.id() + "/decline", Map.of("reason", "Too much")),
                    200,
                    "dev.kept.concern.remedy-declined.v1");
            assertRecorded(two.ada().post(concern + "/readiness", ""), 200, "dev.kept.concern.readiness-declared.v1");
            Answer second = two.bea().post(concern + "/readiness", Map.of("ready", true, "comment", "Let us go on."));
            assertThat(second.at("/entries/1/type")).isEqualTo("dev.kept.concern.settled.v1");
            assertRefused(two.bea().post(concern + "/causes", TEXT), 409, "concern-settled");
            assertRecorded(
                    two.ada().post(concern + "/reopening", Map.of("reason", "Again today.")),
                    200,
                    "dev.kept.concern.reopened.v1");
        }

        @Test
        void an_apology_without_a_repair_is_refused() {
            String concern = concern();
            Map<String, Object> apology =
                    Map.of("impact", "Your afternoon.", "wrong", "No notice.", "regret", "We are sorry.");

            assertRefused(two.bea().post(concern + "/apologies", apology), 409, "repair-missing");
        }

        @Test
        void a_concern_goes_to_the_mediator() {
            String concern = concern();

            assertRefused(two.ada().post(concern + "/escalation", ""), 409, "no-mediator");
            two.mediator();
            assertRecorded(
                    two.bea().post(concern + "/escalation", Map.of("reason", "We go in circles.")),
                    200,
                    "dev.kept.concern.escalated.v1");
        }

        @Test
        void a_dispute_goes_to_the_mediator() {
            two.mediator();
            String commitment = two.commitment();
            assertRefused(two.ada().post(commitment + "/dispute-escalation", ""), 409, "not-disputed");
            two.ada().post(commitment + "/deliveries", "");
            two.bea().post(commitment + "/delivery-dispute", Map.of("reason", "Half of it."));

            assertRecorded(
                    two.ada().post(commitment + "/dispute-escalation", Map.of("reason", "It is all there.")),
                    200,
                    "dev.kept.commitment.dispute-escalated.v1");
        }

        @Test
        void everything_that_is_wrong_with_a_concern_is_said_at_once() {
            Answer refused = two.ada()
                    .post(two.path() + "/concerns", "{\"title\":\"\",\"repeats\":\"x\",\"evidence\":[{}],\"who\":1}");

            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.json()
                            .at("/errors")
                            .valueStream()
                            .map(error -> error.at("/pointer").stringValue()))
                    .contains(
                            "#/title",
                            "#/purpose",
                            "#/behaviour",
                            "#/impact",
                            "#/invitation",
                            "#/repeats",
                            "#/evidence/0/label",
                            "#/who");
        }

        @Test
        void what_is_wrong_with_a_new_repair_is_said_at_its_place() {
            Answer refused = two.bea()
                    .post(
                            two.path() + "/concerns/" + UUID.randomUUID() + "/apologies",
                            Map.of(
                                    "impact",
                                    "x",
                                    "wrong",
                                    "x",
                                    "regret",
                                    "x",
                                    "commitment",
                                    Map.of("title", "x", "due", "soon", "zone", "UTC")));

            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.at("/errors/0/pointer")).isEqualTo("#/commitment/due");
        }

        @Test
        void what_nobody_raised_is_not_found() {
            assertRefused(
                    two.bea().post(two.path() + "/concerns/" + UUID.randomUUID() + "/acknowledgement", TEXT),
                    404,
                    "concern-not-found");
        }

        private String concern() {
            return two.path() + "/concerns/"
                    + two.ada().post(two.path() + "/concerns", CONCERN).id();
        }
    }

    @Test
    void a_win_is_celebrated_and_endorsed() {
        Answer celebrated =
                two.ada().post(two.path() + "/wins", Map.of("title", "A quiet release", "text", "Not one page."));
        String endorsement = two.path() + "/wins/" + celebrated.id() + "/endorsement";

        assertRecorded(celebrated, 201, "dev.kept.win.celebrated.v1");
        assertRefused(two.ada().post(endorsement, ""), 409, "only-other-side");
        assertRecorded(two.bea().post(endorsement, Map.of("comment", "Yes, it was.")), 200, "dev.kept.win.endorsed.v1");
    }

    @Test
    void a_lesson_is_recorded_about_something() {
        Answer made = two.ada().post(two.path() + "/commitments", terms());

        assertRecorded(
                two.ada()
                        .post(
                                two.path() + "/lessons",
                                Map.of(
                                        "learned",
                                        "Silence costs more.",
                                        "differently",
                                        "We say it by noon.",
                                        "about",
                                        List.of(made.id()))),
                201,
                "dev.kept.lesson.recorded.v1");
    }

    @Test
    void feedback_is_asked_for_given_and_acted_upon() {
        Answer asked = two.ada().post(two.path() + "/feedback", Map.of("question", "Are our notes of use?"));
        String feedback = two.path() + "/feedback/" + asked.id();
        Answer made = two.ada().post(two.path() + "/commitments", terms());

        assertRecorded(asked, 201, "dev.kept.feedback.asked.v1");
        assertRecorded(two.bea().post(feedback + "/answer", TEXT), 200, "dev.kept.feedback.given.v1");
        assertRefused(
                two.ada().post(feedback + "/action", Map.of("text", "Shorter now.", "links", List.of())),
                409,
                "link-missing");
        assertRecorded(
                two.ada().post(feedback + "/action", Map.of("text", "Shorter now.", "links", List.of(made.id()))),
                200,
                "dev.kept.feedback.acted-upon.v1");
    }

    private static void assertRecorded(Answer answer, int status, String type) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.at("/entries/0/type")).isEqualTo(type);
    }

    private static void assertRefused(Answer answer, int status, String code) {
        assertThat(answer.status() + " " + answer.code()).as(answer.toString()).isEqualTo(status + " " + code);
    }
}
