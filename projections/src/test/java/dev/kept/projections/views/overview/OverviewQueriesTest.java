package dev.kept.projections.views.overview;

import static dev.kept.events.Side.A;
import static dev.kept.events.Side.B;
import static dev.kept.projections.ReadSide.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.events.Actor;
import dev.kept.events.CharterEvent.CharterProposed;
import dev.kept.events.CharterEvent.Clause;
import dev.kept.events.CharterEvent.Section;
import dev.kept.events.CheckInEvent.CheckInsAgreed;
import dev.kept.events.CheckInEvent.CheckInsProposed;
import dev.kept.events.CheckpointEvent.CheckpointScheduled;
import dev.kept.events.ClosureEvent.ClosingProposed;
import dev.kept.events.ConcernEvent.ConcernEscalated;
import dev.kept.events.ConcernEvent.ConcernRaised;
import dev.kept.events.ConcernEvent.RemedyProposed;
import dev.kept.events.ConversationEvent.ConversationRecorded;
import dev.kept.events.DecisionEvent.DecisionAgreed;
import dev.kept.events.DecisionEvent.DecisionObjected;
import dev.kept.events.DecisionEvent.DecisionProposed;
import dev.kept.events.DecisionEvent.Review;
import dev.kept.events.Due;
import dev.kept.events.ErasureEvent.ErasureProposed;
import dev.kept.events.ErasureEvent.Place;
import dev.kept.events.FeedbackEvent.FeedbackAsked;
import dev.kept.events.FeedbackEvent.FeedbackGiven;
import dev.kept.events.FindingEvent.FindingRecorded;
import dev.kept.events.QuestionEvent.QuestionAsked;
import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.events.WinEvent.WinCelebrated;
import dev.kept.http.Instants;
import dev.kept.projections.ReadSide;
import dev.kept.projections.Story;
import dev.kept.projections.kinds.commitments.Life;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OverviewQueriesTest {

    private static ReadSide side;

    @BeforeAll
    static void share() {
        side = ReadSide.shared();
    }

    private final String anna = "anna-" + UUID.randomUUID();
    private final Story first = Story.openedBy(anna);
    private final Story second = Story.openedBy(anna);

    private void send(Story story, Life life) {
        side.kafka.sendAll(story.entries());
        side.kafka.sendAll(life.disclosed());
        HttpResponse<String> known = side.get(
                story.annaSubject, "/api/ledgers/" + story.ledger, "Kept-At-Least", Long.toString(life.head()));
        assertThat(known.statusCode()).isEqualTo(200);
    }

    private JsonNode overview(String subject, String query) {
        HttpResponse<String> answer = side.get(subject, "/api/overview" + query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    private static List<String> strings(JsonNode array, String pointer) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(each -> each.at(pointer).stringValue())
                .toList();
    }

    @Test
    void somebody_without_a_ledger_has_an_empty_one() {
        JsonNode overview = overview("nobody", "");

        assertThat(overview.at("/waiting").size()).isZero();
        assertThat(overview.at("/ledgers").size()).isZero();
        assertThat(overview.at("/numbers/both/keptOnAgreedDates").toString()).isEqualTo("{\"count\":0,\"of\":0}");
    }

    @Test
    void it_gathers_what_waits_in_all_ledgers_the_most_urgent_first() {
        Life one = Life.after(first).on("04-01").made(B, "04-20").delivered();
        one.requested(A, "04-06").made(A, "04-10").on("04-11").missed();
        Life other = Life.after(second)
                .on("04-02")
                .made(B, "04-20")
                .proposed("04-30")
                .made(A, "04-25");
        send(first, one);
        send(second, other);

        JsonNode overview = overview(anna, "");

        assertThat(overview.at("/waitingCount").intValue()).isEqualTo(4);
        assertThat(strings(overview.at("/waiting"), "/what"))
                .containsExactly("answer-request", "confirm-delivery", "answer-terms", "give-reason");
        assertThat(strings(overview.at("/waiting"), "/ledger"))
                .containsExactly(
                        first.ledger.toString(),
                        first.ledger.toString(),
                        second.ledger.toString(),
                        first.ledger.toString());
        assertThat(overview.at("/waiting/1/until").stringValue()).isEqualTo("2026-04-08T12:00:00.000Z");
        assertThat(overview.at("/waiting/0/title").stringValue()).isEqualTo("The release notes");
        assertThat(strings(overview.at("/dueByMe"), "/due/at")).containsExactly("2026-04-25T12:00:00.000Z");
        assertThat(strings(overview.at("/dueForMe"), "/due/at")).containsExactly("2026-04-20T12:00:00.000Z");
        // One is recorded as missed; of the other one the due has passed.
        assertThat(overview.at("/numbers/byMe/missed").intValue()).isEqualTo(2);
        assertThat(overview.at("/numbers/forMe/missed").intValue()).isEqualTo(1);
        assertThat(overview.at("/numbers/forMe/awaitingConfirmation").intValue())
                .isEqualTo(1);
        assertThat(overview.at("/numbers/both/open").intValue()).isZero();
        assertThat(strings(overview.at("/ledgers"), "/ledger"))
                .containsExactly(first.ledger.toString(), second.ledger.toString());
        assertThat(overview.at("/ledgers/0/waiting").intValue()).isEqualTo(3);
        assertThat(overview.at("/ledgers/0/parties/B").stringValue()).isEqualTo("Web shop team");
    }

    @Test
    void it_can_be_asked_for_the_past_of_those_ledgers_that_were_there() {
        Life one = Life.after(first).on("04-01").made(B, "04-20").on("04-05").delivered();
        send(first, one);

        assertThat(overview(anna, "?asOf=2026-04-03T00:00:00Z").at("/dueForMe").size())
                .isEqualTo(1);
        assertThat(overview(anna, "?asOf=2026-04-06T00:00:00Z")
                        .at("/waitingCount")
                        .intValue())
                .isEqualTo(1);
        assertThat(overview(anna, "?asOf=2020-01-01T00:00:00Z").at("/ledgers").size())
                .isZero();
        assertThat(side.get(anna, "/api/overview?asOf=3").statusCode()).isEqualTo(400);
    }

    @Test
    void a_mediator_sees_disputes_and_has_no_numbers_of_the_own() {
        first.mediated();
        Life one = Life.after(first).on("04-01").made(B, "04-20").delivered().disputed();
        send(first, one);

        JsonNode overview = overview(first.miraSubject, "");

        assertThat(strings(overview.at("/waiting"), "/what")).containsExactly("settle-dispute");
        assertThat(overview.at("/ledgers/0/role").stringValue()).isEqualTo("mediator");
        assertThat(overview.at("/ledgers/0/numbers/disputed").intValue()).isEqualTo(1);
        assertThat(overview.at("/numbers/both/disputed").intValue()).isZero();
    }

    @Test
    void that_has_not_changed_is_not_sent_again() {
        Life one = Life.after(first).on("04-01").made(B, "04-20");
        send(first, one);
        String tag =
                side.get(anna, "/api/overview").headers().firstValue("ETag").orElseThrow();

        assertThat(side.get(anna, "/api/overview", "If-None-Match", tag).statusCode())
                .isEqualTo(304);

        one.delivered();
        side.kafka.sendAll(one.disclosed().subList(1, 2));
        ReadSide.until(
                () -> side.get(anna, "/api/overview", "If-None-Match", tag).statusCode() == 200);
    }

    @Nested
    class Every_kind_of_turn {

        private final Due gone = new Due(Story.BEGIN.plus(Duration.ofDays(3)), "Europe/Berlin");
        private final Due far = new Due(Instant.parse("2095-03-01T09:00:00Z"), "Europe/Berlin");
        private final UUID reviewed = UUID.randomUUID();
        private final UUID ahead = UUID.randomUUID();
        private final UUID series = UUID.randomUUID();

        @BeforeEach
        void everything_waits_for_side_a() {
            first.mediated();
            first.b(new CharterProposed(
                    id(), id(), B, List.of(new Clause(id(), Section.GOALS, null, Text.of("Calm releases"))), null));
            first.b(new CheckInsProposed(id(), B, Text.of("Monthly"), far, "FREQ=MONTHLY;COUNT=1", at(far), 30));
            first.b(new CheckInsProposed(
                    series, B, Text.of("Weekly"), gone, "FREQ=WEEKLY;COUNT=2", List.of(gone.at(), far.at()), 30));
            first.a(new CheckInsAgreed(series));
            first.b(new CheckpointScheduled(id(), B, gone, Text.of("Half way"), List.of()));
            first.b(new CheckpointScheduled(ahead, B, far, Text.of("The end"), List.of()));
            decisions();
            UUID concern = id();
            first.b(new ConcernRaised(
                    concern,
                    B,
                    Text.of("Silence"),
                    Text.of("Calm releases"),
                    Text.of("No word for a week"),
                    Text.of("We waited"),
                    List.of(),
                    Text.of("Tell us"),
                    null,
                    List.of()));
            first.b(new RemedyProposed(concern, id(), B, Text.of("A weekly note"), null));
            first.b(new ConcernEscalated(concern, B, null));
            first.b(new ConversationRecorded(
                    id(),
                    B,
                    gone,
                    List.of(),
                    Text.of("We spoke"),
                    List.of(),
                    List.of(),
                    null,
                    null,
                    null,
                    List.of(),
                    List.of(),
                    List.of()));
            UUID feedback = id();
            first.b(new FeedbackAsked(id(), B, Text.of("Was it clear?"), List.of()));
            first.a(new FeedbackAsked(feedback, A, Text.of("Was it early?"), List.of()));
            first.b(new FeedbackGiven(feedback, Text.of("It was late")));
            first.b(new WinCelebrated(id(), B, Text.of("A calm release"), null, List.of()));
            first.append(
                    new Actor.Mediator(first.mediator),
                    new QuestionAsked(id(), null, Text.of("What was agreed?"), List.of()));
            first.append(
                    new Actor.Mediator(first.mediator),
                    new FindingRecorded(id(), Text.of("Both meant well"), null, List.of()));
            first.b(new ErasureProposed(id(), B, null, new Place(0, List.of("title")), null));
            first.b(new ClosingProposed(B, null));
            side.send(first);
            side.json(first, "");
        }

        private void decisions() {
            UUID objected = id();
            first.b(decision(id(), B, null));
            first.a(decision(objected, A, null));
            first.b(new DecisionObjected(objected, id(), B, Text.of("Too early")));
            Review review = new Review(id(), gone);
            first.b(decision(reviewed, B, review));
            first.a(new DecisionAgreed(reviewed));
            first.append(
                    Actor.SYSTEM, new CheckpointScheduled(review.checkpoint(), null, gone, null, List.of(reviewed)));
        }

        private static DecisionProposed decision(UUID id, Side by, @Nullable Review review) {
            return new DecisionProposed(
                    id,
                    by,
                    Text.of("Release on Tuesdays"),
                    Text.of("Nobody is away"),
                    List.of(),
                    List.of(),
                    List.of(),
                    review,
                    null);
        }

        private static UUID id() {
            return UUID.randomUUID();
        }

        private static List<Instant> at(Due due) {
            return List.of(due.at());
        }

        @Test
        void waits_for_the_side_whose_turn_it_is_and_what_ends_comes_first() {
            JsonNode overview = overview(anna, "");

            assertThat(strings(overview.at("/waiting"), "/what"))
                    .startsWith("hold-checkpoint", "review-decision", "hold-check-in")
                    .containsExactlyInAnyOrder(
                            "answer-charter",
                            "answer-check-ins",
                            "hold-check-in",
                            "hold-checkpoint",
                            "answer-decision",
                            "answer-objection",
                            "review-decision",
                            "acknowledge-concern",
                            "answer-remedy",
                            "acknowledge-conversation",
                            "give-feedback",
                            "act-on-feedback",
                            "endorse-win",
                            "answer-question",
                            "answer-finding",
                            "answer-erasure",
                            "answer-closing");
            assertThat(overview.at("/waiting/0/title").stringValue()).isEqualTo("Half way");
            assertThat(overview.at("/waiting/1/title").stringValue()).isEqualTo("Release on Tuesdays");
            assertThat(overview.at("/waiting/1/item").stringValue()).isEqualTo(reviewed.toString());
        }

        @Test
        void for_both_sides_waits_for_the_other_side_too() {
            assertThat(strings(overview(first.borisSubject, "").at("/waiting"), "/what"))
                    .containsExactlyInAnyOrder(
                            "hold-check-in", "hold-checkpoint", "review-decision", "answer-question", "answer-finding");
        }

        @Test
        void of_a_mediator_is_what_was_brought_there() {
            JsonNode waiting = overview(first.miraSubject, "").at("/waiting");

            assertThat(strings(waiting, "/what")).containsExactly("hear-concern");
            assertThat(waiting.at("/0/title").stringValue()).isEqualTo("Silence");
        }

        @Test
        void that_lies_ahead_is_told_by_its_date() {
            JsonNode now = overview(anna, "").at("/ahead");
            assertThat(strings(now, "/item")).containsExactlyInAnyOrder(series.toString(), ahead.toString());
            assertThat(strings(now, "/title")).containsExactlyInAnyOrder("Weekly", "The end");

            JsonNode then = overview(anna, "?asOf=" + first.last().recorded());
            assertThat(strings(then.at("/ahead"), "/due/at").getFirst()).isEqualTo(Instants.text(gone.at()));
            assertThat(strings(then.at("/waiting"), "/what"))
                    .doesNotContain("hold-check-in", "hold-checkpoint", "review-decision")
                    .contains("answer-closing");
        }
    }
}
