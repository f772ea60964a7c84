package dev.kept.commitments.web;

import static dev.kept.commitments.web.Two.in;
import static dev.kept.commitments.web.Two.terms;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.commitments.web.LiveService.Answer;
import dev.kept.commitments.web.LiveService.Person;
import dev.kept.http.Caller;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CommandsTest {

    private static final Map<String, Object> REVISED =
            Map.of("due", in(9), "zone", "UTC", "reason", "Later is better.");

    private final LiveService service = LiveService.shared();

    @Nested
    class Opening {

        @Test
        void a_ledger_is_opened_and_answers_where_it_is() {
            Answer opened = service.person("ada").post("", Map.of("title", "Us", "partyName", "Platform"));

            assertThat(opened.status()).isEqualTo(201);
            assertThat(opened.header("ETag")).isEqualTo("\"0\"");
            assertThat(opened.header("Location")).isEqualTo("/api/ledgers/" + opened.id());
            assertThat(opened.at("/ledger")).isEqualTo(opened.id());
            assertThat(opened.at("/sequence")).isEqualTo("0");
            assertThat(opened.at("/recorded")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
            assertThat(opened.at("/entries/0/type")).isEqualTo("dev.kept.ledger.opened.v1");
            assertThat(opened.json().propertyNames())
                    .containsExactlyInAnyOrder("ledger", "sequence", "recorded", "id", "entries");
        }
    }

    @Nested
    class Members {

        private Two two;

        @BeforeEach
        void open() {
            two = Two.open(service);
        }

        @Test
        void an_invitation_answers_a_secret_and_a_link_that_brings_somebody_in() {
            Answer invited = two.ada().post(two.path() + "/member-invitations", "");

            assertRecorded(invited, 201, "dev.kept.member.invited.v1");
            assertThat(invited.at("/secret")).matches("[A-Za-z0-9_-]{43}");
            assertThat(invited.at("/link"))
                    .isEqualTo("https://kept.example/ledgers" + two.path() + "/invitations/" + invited.at("/invitation")
                            + "#" + invited.at("/secret"));
            Person deniz = two.another("deniz");
            assertRecorded(two.join(deniz, invited, Map.of()), 200, "dev.kept.member.joined.v1");
            assertRecorded(deniz.post(two.path() + "/commitments", terms()), 201, "dev.kept.commitment.made.v1");
        }

        @Test
        void a_wrong_secret_brings_nobody_in() {
            Answer invited = two.ada().post(two.path() + "/member-invitations", "");

            Answer refused = two.another("eve")
                    .post(
                            two.path() + "/invitations/" + invited.id() + "/acceptance",
                            Map.of("secret", invited.at("/secret") + "x"));

            assertRefused(refused, 404, "invitation-not-found");
        }

        @Test
        void an_invitation_can_be_withdrawn_and_is_then_worth_nothing() {
            Answer invited = two.bea().post(two.path() + "/member-invitations", Map.of("message", "Come"));
            String invitation = two.path() + "/invitations/" + invited.id();

            assertRecorded(two.bea().post(invitation + "/withdrawal", ""), 200, "dev.kept.invitation.withdrawn.v1");
            assertThat(two.another("late")
                            .post(invitation + "/acceptance", Map.of("secret", invited.at("/secret")))
                            .status())
                    .isIn(404, 409);
        }

        @Test
        void a_member_is_removed_by_the_own_side_alone() {
            Person deniz = two.another("deniz");
            two.join(deniz, two.ada().post(two.path() + "/member-invitations", ""), Map.of("memberName", "D."));
            String removal = two.path() + "/members/" + Caller.memberOf(LiveService.ISSUER, deniz.name()) + "/removal";

            assertRefused(two.bea().post(removal, ""), 409, "not-your-side");
            assertRecorded(two.ada().post(removal, Map.of("reason", "Moved on")), 200, "dev.kept.member.removed.v1");
            assertRefused(deniz.post(two.path() + "/commitments", terms()), 404, "ledger-not-found");
        }

        @Test
        void the_other_party_is_invited_once() {
            assertRefused(
                    two.ada().post(two.path() + "/party-invitations", Map.of("partyName", "More")),
                    409,
                    "party-already-joined");
        }
    }

    @Nested
    class Mediators {

        private Two two;
        private Person mira;
        private Answer proposed;
        private String mediator;

        @BeforeEach
        void propose() {
            two = Two.open(service);
            mira = two.another("mira");
            proposed = two.ada().post(two.path() + "/mediators", Map.of("mediatorName", "Mira", "reason", "Neutral"));
            mediator = two.path() + "/mediators/" + proposed.id();
        }

        @Test
        void both_sides_admit_after_interests_are_disclosed() {
            assertRecorded(proposed, 201, "dev.kept.mediator.proposed.v1");
            assertRefused(two.ada().post(mediator + "/admission", ""), 409, "interests-not-disclosed");
            Map<String, Object> silent = Map.of("secret", proposed.at("/secret"));
            assertRefused(
                    mira.post(two.path() + "/invitations/" + proposed.id() + "/acceptance", silent),
                    409,
                    "interests-required");
            assertRecorded(
                    two.join(mira, proposed, Map.of("interests", "None.")), 200, "dev.kept.mediator.accepted.v1");
            assertRecorded(two.ada().post(mediator + "/admission", ""), 200, "dev.kept.mediator.admitted.v1");
            assertRecorded(two.bea().post(mediator + "/admission", ""), 200, "dev.kept.mediator.admitted.v1");
            assertRecorded(two.bea().post(mediator + "/dismissal", ""), 200, "dev.kept.mediator.dismissed.v1");
        }

        @Test
        void a_side_declines() {
            assertRecorded(
                    two.bea().post(mediator + "/decline", Map.of("reason", "No")),
                    200,
                    "dev.kept.mediator.declined.v1");
        }

        @Test
        void the_candidate_stands_down() {
            two.join(mira, proposed, Map.of("interests", "Worked for A once."));

            assertRecorded(mira.post(mediator + "/standing-down", ""), 200, "dev.kept.mediator.stood-down.v1");
        }
    }

    @Nested
    class Questions_and_findings {

        private Two two;
        private Person mira;

        @BeforeEach
        void mediate() {
            two = Two.open(service);
            mira = two.mediator();
        }

        @Test
        void a_question_is_asked_and_answered() {
            Answer asked = mira.post(two.path() + "/questions", Map.of("to", "B", "text", "What was missing?"));
            String answers = two.path() + "/questions/" + asked.id() + "/answers";

            assertRecorded(asked, 201, "dev.kept.question.asked.v1");
            assertThat(asked.header("Location")).isEqualTo("/api/ledgers" + two.path() + "/questions/" + asked.id());
            assertRefused(two.ada().post(answers, Map.of("text", "Nothing.")), 409, "not-asked");
            assertRecorded(
                    two.bea().post(answers, Map.of("text", "The numbers.")), 200, "dev.kept.question.answered.v1");
        }

        @Test
        void a_finding_both_accept_resolves_the_dispute() {
            String commitment = two.commitment();
            two.ada().post(commitment + "/deliveries", "");
            two.bea().post(commitment + "/delivery-dispute", Map.of("reason", "Not all"));
            assertRecorded(
                    two.bea().post(commitment + "/dispute-escalation", Map.of("reason", "We are stuck")),
                    200,
                    "dev.kept.commitment.dispute-escalated.v1");
            String id = commitment.substring(commitment.lastIndexOf('/') + 1);
            Map<String, Object> body = Map.of(
                    "text",
                    "It was all there.",
                    "dispute",
                    Map.of("commitment", id, "kept", true),
                    "about",
                    List.of(id));

            assertRefused(two.ada().post(two.path() + "/findings", body), 409, "only-mediator");
            Answer found = mira.post(two.path() + "/findings", body);
            assertRecorded(found, 201, "dev.kept.finding.recorded.v1");
            String finding = two.path() + "/findings/" + found.id();
            assertRecorded(
                    two.bea().post(finding + "/decline", Map.of("reason", "Not yet")),
                    200,
                    "dev.kept.finding.declined.v1");
            assertRecorded(two.bea().post(finding + "/acceptance", ""), 200, "dev.kept.finding.accepted.v1");
            Answer second = two.ada().post(finding + "/acceptance", "");

            assertRecorded(second, 200, "dev.kept.finding.accepted.v1");
            assertThat(second.at("/entries/1/type")).isEqualTo("dev.kept.commitment.dispute-resolved.v1");
            assertRefused(two.ada().post(finding + "/acceptance", ""), 409, "already-accepted");
            assertRefused(
                    two.ada().post(two.path() + "/findings/" + UUID.randomUUID() + "/acceptance", ""),
                    404,
                    "finding-not-found");
        }

        @Test
        void a_finding_says_everything_that_is_wrong_with_it_at_once() {
            Answer refused = mira.post(
                    two.path() + "/findings", Map.of("dispute", Map.of("commitment", "x"), "about", List.of(1)));

            assertRefused(refused, 400, "invalid-fields");
            assertThat(refused.json()
                            .at("/errors")
                            .valueStream()
                            .map(error -> error.at("/pointer").stringValue()))
                    .containsExactlyInAnyOrder("#/text", "#/dispute/commitment", "#/dispute/kept", "#/about/0");
        }

        @Test
        void anybody_who_takes_part_discloses_interests() {
            for (Person person : List.of(two.ada(), two.bea(), mira)) {
                assertRecorded(
                        person.post(two.path() + "/interests", Map.of("text", "I once worked there.")),
                        201,
                        "dev.kept.interest.disclosed.v1");
            }
        }
    }

    @Nested
    class ErasingClosingSeeing {

        private Two two;

        @BeforeEach
        void open() {
            two = Two.open(service);
        }

        @Test
        void the_author_erases_and_the_other_side_agrees_or_declines() {
            Answer made = two.ada().post(two.path() + "/commitments", terms());
            String erasure = two.path() + "/entries/" + made.at("/sequence") + "/erasure";
            Map<String, Object> title = Map.of("fields", List.of("terms/title"), "reason", "Too much");

            Answer proposed = two.bea().post(erasure, title);
            assertRecorded(proposed, 200, "dev.kept.erasure.proposed.v1");
            String one = two.path() + "/erasures/" + proposed.id();
            assertRefused(two.bea().post(one + "/agreement", ""), 409, "not-your-turn");
            assertRecorded(two.bea().post(one + "/decline", ""), 200, "dev.kept.erasure.declined.v1");
            Answer again = two.bea().post(erasure, title);
            assertRecorded(
                    two.ada().post(two.path() + "/erasures/" + again.id() + "/agreement", ""),
                    200,
                    "dev.kept.erasure.erased.v1");
            assertRefused(two.ada().post(erasure, title), 409, "already-erased");
            Answer members =
                    two.ada().post(two.path() + "/entries/0/erasure", Map.of("fields", List.of("title", "partyName")));
            assertRecorded(members, 200, "dev.kept.erasure.erased.v1");
            assertThat(members.id()).isNotEmpty();
        }

        @Test
        void what_cannot_be_erased_is_refused() {
            Map<String, Object> title = Map.of("fields", List.of("title"));

            assertRefused(two.ada().post(two.path() + "/entries/99/erasure", title), 404, "entry-not-found");
            assertRefused(
                    two.ada().post(two.path() + "/entries/0/erasure", Map.of("fields", List.of("member"))),
                    409,
                    "field-not-found");
            assertRefused(
                    two.ada().post(two.path() + "/entries/0/erasure", Map.of("fields", List.of())),
                    400,
                    "invalid-fields");
            assertRefused(
                    two.ada().post(two.path() + "/erasures/" + UUID.randomUUID() + "/agreement", ""),
                    404,
                    "erasure-not-found");
        }

        @Test
        void a_ledger_is_closed_and_reopened_by_both() {
            String closing = two.path() + "/closing";
            String reopening = two.path() + "/reopening";

            assertRecorded(two.ada().post(closing, ""), 200, "dev.kept.ledger.closing-proposed.v1");
            assertRecorded(two.bea().post(closing + "/decline", ""), 200, "dev.kept.ledger.closing-declined.v1");
            two.bea().post(closing, Map.of("reason", "All is said"));
            assertRecorded(two.ada().post(closing, ""), 200, "dev.kept.ledger.closed.v1");
            assertRefused(two.ada().post(two.path() + "/commitments", terms()), 409, "ledger-closed");
            assertRecorded(two.ada().post(reopening, ""), 200, "dev.kept.ledger.reopening-proposed.v1");
            assertRecorded(two.ada().post(reopening + "/decline", ""), 200, "dev.kept.ledger.reopening-declined.v1");
            two.ada().post(reopening, "");
            assertRecorded(two.bea().post(reopening, ""), 200, "dev.kept.ledger.reopened.v1");
            assertRecorded(two.ada().post(two.path() + "/commitments", terms()), 201, "dev.kept.commitment.made.v1");
        }

        @Test
        void what_was_seen_is_recorded_once_and_repeated_requests_are_answered_alike() {
            String seen = two.path() + "/seen";
            Map<String, Object> all = Map.of("ranges", List.of(Map.of("from", 0, "to", 2)));
            String[] key = {"Idempotency-Key", "k"};

            Answer first = two.ada().post(seen, all, key);
            assertRecorded(first, 200, "dev.kept.entries.seen.v1");
            two.ada().post(two.path() + "/commitments", terms());
            assertThat(two.ada().post(seen, all, key).toString()).isEqualTo(first.toString());
            assertRefused(two.ada().post(seen, Map.of("ranges", List.of()), key), 422, "idempotency-key-reused");

            long before = service.entries();
            Answer nothing = two.ada().post(seen, all);
            assertThat(nothing.status()).isEqualTo(200);
            assertThat(nothing.json().at("/entries").size()).isZero();
            assertThat(nothing.at("/sequence")).isEqualTo("4");
            assertThat(nothing.header("ETag")).isEqualTo("\"4\"");
            assertThat(service.entries()).isEqualTo(before);
            assertRefused(
                    two.ada().post(seen, Map.of("ranges", List.of(Map.of("from", 2, "to", 1)))), 400, "invalid-fields");
            assertRefused(
                    two.ada().post(seen, Map.of("ranges", List.of(Map.of("from", 0, "to", 99)))),
                    409,
                    "beyond-the-head");
        }

        @Test
        void a_mediators_views_are_not_recorded() {
            Person mira = two.mediator();
            long before = service.entries();

            Answer answer = mira.post(two.path() + "/seen", Map.of("ranges", List.of(Map.of("from", 0, "to", 2))));

            assertThat(answer.status()).isEqualTo(200);
            assertThat(service.entries()).isEqualTo(before);
        }
    }

    @Nested
    class Commitments {

        private Two two;

        @BeforeEach
        void open() {
            two = Two.open(service);
        }

        @Test
        void a_commitment_answers_where_it_is() {
            Answer made = two.ada().post(two.path() + "/commitments", terms());

            assertRecorded(made, 201, "dev.kept.commitment.made.v1");
            assertThat(made.header("Location")).isEqualTo("/api/ledgers" + two.path() + "/commitments/" + made.id());
        }

        @Test
        void every_field_of_the_terms_is_taken() {
            Map<String, Object> body = new HashMap<>(terms());
            body.put("details", "Line 1\nLine 2\t✓");
            body.put("conditions", "If it rains");
            body.put("evaluation", "x".repeat(10_000));
            body.put("monitor", "MEDIATOR");
            body.put("confirmationDays", 90);
            body.put("recurrence", Map.of("rrule", "FREQ=WEEKLY;COUNT=3"));
            Answer made = two.ada().post(two.path() + "/commitments", body);

            assertRecorded(made, 201, "dev.kept.commitment.made.v1");
            String deliveries = two.path() + "/commitments/" + made.id() + "/deliveries";
            assertRefused(two.ada().post(deliveries, ""), 409, "occurrence-required");
            assertRecorded(
                    two.ada().post(deliveries, Map.of("occurrence", 2)), 200, "dev.kept.commitment.delivered.v1");
        }

        @Test
        void a_due_in_the_past_is_against_the_rules() {
            Map<String, Object> late = Map.of("title", "x", "due", "2020-01-01", "zone", "UTC");

            assertThat(two.ada().post(two.path() + "/commitments", late).status())
                    .isEqualTo(409);
        }

        @Test
        void a_request_is_accepted_declined_or_countered() {
            String accepted = two.request();
            String declined = two.request();
            String countered = two.request();
            Map<String, Object> other = new HashMap<>(terms());
            other.put("reason", "Not so fast");

            assertRecorded(
                    two.ada().post(accepted + "/request-acceptance", ""),
                    200,
                    "dev.kept.commitment.request-accepted.v1");
            assertRecorded(
                    two.ada().post(declined + "/request-decline", Map.of("reason", "No")),
                    200,
                    "dev.kept.commitment.request-declined.v1");
            assertRecorded(
                    two.ada().post(countered + "/request-counter", other),
                    200,
                    "dev.kept.commitment.request-countered.v1");
            assertRecorded(
                    two.bea().post(countered + "/request-acceptance", "{}"),
                    200,
                    "dev.kept.commitment.request-accepted.v1");
        }

        @Test
        void an_update_tells_how_it_goes() {
            Map<String, Object> update =
                    Map.of("text", "Half way", "progress", 50, "confidence", "LOW", "atRisk", true);

            assertRecorded(
                    two.ada().post(two.commitment() + "/updates", update),
                    200,
                    "dev.kept.commitment.update-delivered.v1");
        }

        @Test
        void terms_are_proposed_declined_countered_and_accepted() {
            String commitment = two.commitment();
            String proposals = commitment + "/terms-proposals";

            Answer first = two.ada().post(proposals, REVISED);
            assertRecorded(first, 201, "dev.kept.commitment.terms-proposed.v1");
            assertThat(first.header("Location")).isEqualTo("/api/ledgers" + commitment);
            assertThat(commitment).doesNotEndWith(first.id());
            assertRecorded(
                    two.bea().post(proposals + "/" + first.id() + "/decline", ""),
                    200,
                    "dev.kept.commitment.terms-declined.v1");
            Answer second = two.ada().post(proposals, REVISED);
            Answer counter = two.bea().post(proposals + "/" + second.id() + "/counter", REVISED);
            assertRecorded(counter, 201, "dev.kept.commitment.terms-countered.v1");
            assertRecorded(
                    two.ada().post(proposals + "/" + counter.id() + "/acceptance", ""),
                    200,
                    "dev.kept.commitment.terms-accepted.v1");
        }

        @Test
        void a_delivery_is_confirmed() {
            String commitment = two.commitment();
            Map<String, Object> delivery = Map.of(
                    "text",
                    "Done",
                    "evidence",
                    List.of(Map.of("label", "Log"), Map.of("label", "Notes", "link", "https://example.org")));

            assertRecorded(
                    two.ada().post(commitment + "/deliveries", delivery), 200, "dev.kept.commitment.delivered.v1");
            assertRefused(two.ada().post(commitment + "/delivery-confirmation", ""), 409, "only-promisee");
            assertRecorded(
                    two.bea().post(commitment + "/delivery-confirmation", Map.of("comment", "Thanks")),
                    200,
                    "dev.kept.commitment.delivery-confirmed.v1");
        }

        @Test
        void a_delivery_is_disputed_delivered_again_and_the_dispute_withdrawn() {
            String commitment = two.commitment();
            two.ada().post(commitment + "/deliveries", "");

            assertRecorded(
                    two.bea().post(commitment + "/delivery-dispute", Map.of("reason", "Not all")),
                    200,
                    "dev.kept.commitment.delivery-disputed.v1");
            assertRecorded(two.ada().post(commitment + "/deliveries", ""), 200, "dev.kept.commitment.delivered.v1");
            two.bea().post(commitment + "/delivery-dispute", Map.of("reason", "Still not all"));
            assertRecorded(
                    two.bea().post(commitment + "/dispute-withdrawal", Map.of("reason", "It is")),
                    200,
                    "dev.kept.commitment.dispute-withdrawn.v1");
        }

        @Test
        void a_miss_is_admitted_explained_and_excused() {
            String commitment = two.commitment();

            assertRecorded(two.ada().post(commitment + "/miss", ""), 200, "dev.kept.commitment.deadline-missed.v1");
            assertRecorded(
                    two.ada().post(commitment + "/miss-reason", Map.of("reason", "Ill")),
                    200,
                    "dev.kept.commitment.reason-given.v1");
            assertRecorded(two.bea().post(commitment + "/miss-excuse", ""), 200, "dev.kept.commitment.miss-excused.v1");
        }

        @Test
        void a_commitment_is_released_or_withdrawn() {
            assertRecorded(two.bea().post(two.commitment() + "/release", ""), 200, "dev.kept.commitment.released.v1");
            assertRecorded(
                    two.ada().post(two.commitment() + "/withdrawal", Map.of("reason", "Cannot")),
                    200,
                    "dev.kept.commitment.withdrawn.v1");
        }

        @Test
        void of_two_who_saw_the_same_exactly_one_is_stale() {
            Answer made = two.ada().post(two.path() + "/commitments", terms());
            String update = two.path() + "/commitments/" + made.id() + "/updates";

            Answer first = two.ada().post(update, Map.of("text", "1"), "If-Match", made.header("ETag"));
            Answer second = two.ada().post(update, Map.of("text", "2"), "If-Match", made.header("ETag"));

            assertRecorded(first, 200, "dev.kept.commitment.update-delivered.v1");
            assertRefused(second, 412, "stale");
            assertRecorded(
                    two.ada().post(update, Map.of("text", "3"), "If-Match", first.header("ETag")),
                    200,
                    "dev.kept.commitment.update-delivered.v1");
            assertRecorded(
                    two.ada().post(update, Map.of("text", "4"), "If-Match", "*"),
                    200,
                    "dev.kept.commitment.update-delivered.v1");
        }

        @Test
        void what_nobody_knows_is_not_found() {
            assertRefused(
                    two.ada().post(two.path() + "/commitments/" + UUID.randomUUID() + "/release", ""),
                    404,
                    "commitment-not-found");
            assertRefused(two.ada().post(two.path() + "/commitments/1/release", ""), 404, "not-found");
            assertRefused(two.ada().post("/" + UUID.randomUUID() + "/commitments", terms()), 404, "ledger-not-found");
        }
    }

    private static void assertRecorded(Answer answer, int status, String type) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.at("/entries/0/type")).isEqualTo(type);
        assertThat(answer.header("ETag")).isEqualTo("\"" + answer.at("/sequence") + "\"");
        assertThat(answer.header("Location").isEmpty()).isEqualTo(status == 200);
    }

    private static void assertRefused(Answer answer, int status, String code) {
        assertThat(answer.status() + " " + answer.code()).as(answer.toString()).isEqualTo(status + " " + code);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    }
}
