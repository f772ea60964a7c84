package dev.kept.projections.kinds.concerns;

import static dev.kept.events.Side.A;
import static dev.kept.events.Side.B;
import static dev.kept.projections.ReadSide.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.events.FeedbackEvent.FeedbackActedUpon;
import dev.kept.events.FeedbackEvent.FeedbackAsked;
import dev.kept.events.FeedbackEvent.FeedbackGiven;
import dev.kept.events.LessonEvent.LessonRecorded;
import dev.kept.events.Text;
import dev.kept.events.WinEvent.WinCelebrated;
import dev.kept.events.WinEvent.WinEndorsed;
import dev.kept.projections.ReadSide;
import dev.kept.projections.Story;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Concerns, wins, lessons and feedback as they are read by HTTP. */
class ConcernQueriesTest {

    private final ReadSide side = ReadSide.shared();
    private final Story story = Story.opened();

    private static List<String> strings(JsonNode answer, String pointer) {
        return answer.at("/items")
                .valueStream()
                .map(item -> item.at(pointer).stringValue())
                .toList();
    }

    @Nested
    class A_concern {

        @Test
        void tells_its_whole_history_in_texts_and_names() {
            Raised first = Raised.in(story, null);
            Raised concern = Raised.in(story, first.id());
            UUID repair = story.made("A release calendar");
            concern.acknowledged();
            concern.caused(B);
            concern.apologised(repair);
            concern.accepted(A, concern.proposed(B, repair));
            concern.settled();
            concern.reopened(A);
            concern.escalated(B);
            Raised third = Raised.in(story, concern.id());
            side.send(story);

            JsonNode answer = side.json(story, "/concerns/" + concern.id());

            assertThat(answer.at("/title").stringValue()).isEqualTo("Released without notice");
            assertThat(answer.at("/state").stringValue()).isEqualTo("reopened");
            assertThat(answer.at("/escalated").booleanValue()).isTrue();
            assertThat(answer.at("/evidence/0/link").stringValue()).isEqualTo("https://example.org/12");
            assertThat(answer.at("/raised/by/name").stringValue()).isEqualTo("Anna");
            assertThat(answer.at("/answered/answered/by/name").stringValue()).isEqualTo("Boris");
            assertThat(answer.at("/answered/afterSeconds").longValue()).isEqualTo(7_200);
            assertThat(answer.at("/acknowledgements/0/text").stringValue()).isEqualTo("That is how it was");
            assertThat(answer.at("/causes/0/by").stringValue()).isEqualTo("B");
            assertThat(answer.at("/apologies/0/regret").stringValue()).isEqualTo("We are sorry");
            assertThat(answer.at("/remedies/0/state").stringValue()).isEqualTo("accepted");
            assertThat(answer.at("/reopened/0/reason").stringValue()).isEqualTo("It happened again today");
            assertThat(answer.at("/waiting/0/operation").stringValue()).isEqualTo("acknowledgeConcern");
            assertThat(answer.at("/earlier").size()).isEqualTo(1);
            assertThat(answer.at("/earlier/0/concern").stringValue())
                    .isEqualTo(first.id().toString());
            assertThat(answer.at("/later/0/concern").stringValue())
                    .isEqualTo(third.id().toString());
            assertThat(answer.at("/commitments").size()).isEqualTo(1);
            assertThat(answer.at("/commitments/0/title").stringValue()).isEqualTo("A release calendar");
            assertThat(answer.at("/commitments/0/state").stringValue()).isEqualTo("open");
            assertThat(answer.has("concern")).isTrue();
            assertThat(side.json(story, "/concerns/" + concern.id() + "?asOf=" + story.head()))
                    .isEqualTo(answer);
        }

        @Test
        void is_answered_as_of_an_earlier_entry() {
            Raised concern = Raised.in(story, null);
            long raised = story.head();
            concern.acknowledged();
            Raised.in(story, concern.id());
            side.send(story);

            JsonNode then = side.json(story, "/concerns/" + concern.id() + "?asOf=" + raised);

            assertThat(then.at("/state").stringValue()).isEqualTo("raised");
            assertThat(then.has("answered")).isFalse();
            assertThat(then.at("/later").size()).isZero();
            assertThat(side.fresh(story, "/concerns/" + concern.id() + "?asOf=" + (raised - 1))
                            .statusCode())
                    .isEqualTo(404);
        }

        @Test
        void changes_when_what_it_is_linked_to_does() {
            Raised concern = Raised.in(story, null);
            UUID repair = story.made("A release calendar");
            concern.apologised(repair);
            side.send(story);
            String path = "/concerns/" + concern.id();
            String before = side.fresh(story, path).headers().firstValue("ETag").orElseThrow();
            assertThat(side.fresh(story, path, "If-None-Match", before).statusCode())
                    .isEqualTo(304);

            side.kafka.send(story.delivered(repair));

            HttpResponse<String> after = side.fresh(story, path, "If-None-Match", before);
            assertThat(after.statusCode()).isEqualTo(200);
            assertThat(json(after).at("/commitments/0/state").stringValue()).isEqualTo("delivered");
        }

        @Test
        void that_nobody_raised_is_not_found_and_to_others_neither_is_the_ledger() {
            side.send(story);
            HttpResponse<String> unknown = side.fresh(story, "/concerns/" + UUID.randomUUID());

            assertThat(unknown.statusCode()).isEqualTo(404);
            assertThat(json(unknown).at("/code").stringValue()).isEqualTo("concern-not-found");
            for (String path : List.of("/concerns", "/wins", "/lessons", "/feedback", "/wins/" + UUID.randomUUID())) {
                HttpResponse<String> outside = side.get("outsider", "/api/ledgers/" + story.ledger + path);
                assertThat(outside.statusCode()).isEqualTo(404);
                assertThat(json(outside).at("/code").stringValue()).isEqualTo("ledger-not-found");
            }
        }
    }

    @Nested
    class The_list_of_concerns {

        @Test
        void is_filtered_and_comes_page_by_page() {
            Raised raised = Raised.in(story, null);
            Raised acknowledged = Raised.in(story, null);
            acknowledged.acknowledged();
            Raised settled = Raised.in(story, null);
            settled.settled();
            Raised escalated = Raised.in(story, null);
            escalated.escalated(B);
            side.send(story);

            assertThat(strings(side.json(story, "/concerns"), "/state"))
                    .containsExactly("raised", "acknowledged", "settled", "raised");
            assertThat(strings(side.json(story, "/concerns?state=acknowledged&state=settled"), "/concern"))
                    .containsExactly(acknowledged.id().toString(), settled.id().toString());
            assertThat(strings(side.json(story, "/concerns?escalated=true"), "/concern"))
                    .containsExactly(escalated.id().toString());
            assertThat(strings(side.json(story, "/concerns?answered=false&state=raised&escalated=false"), "/concern"))
                    .containsExactly(raised.id().toString());
            assertThat(side.json(story, "/concerns?side=B").at("/items").size()).isZero();
            JsonNode first = side.json(story, "/concerns?limit=3");
            JsonNode rest = side.json(
                    story, "/concerns?limit=3&cursor=" + first.at("/next").stringValue());
            assertThat(first.at("/items").size()).isEqualTo(3);
            assertThat(strings(rest, "/concern")).containsExactly(escalated.id().toString());
            assertThat(rest.has("next")).isFalse();
            assertThat(side.json(story, "/concerns?asOf=" + story.head())).isEqualTo(side.json(story, "/concerns"));
        }

        @Test
        void refuses_all_that_is_wrong_at_once() {
            side.send(story);

            HttpResponse<String> answer = side.fresh(
                    story, "/concerns?state=broken&side=C&escalated=perhaps&answered=1&limit=0&cursor=x&asOf=x&who=1");

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(json(answer)
                            .at("/errors")
                            .valueStream()
                            .map(error -> error.at("/pointer").stringValue()))
                    .containsExactlyInAnyOrder(
                            "#/query/state/0",
                            "#/query/side",
                            "#/query/escalated",
                            "#/query/answered",
                            "#/query/limit",
                            "#/query/cursor",
                            "#/query/asOf",
                            "#/query/who");
        }
    }

    @Test
    void wins_are_listed_and_read() {
        UUID win = UUID.randomUUID();
        UUID lonely = UUID.randomUUID();
        story.a(new WinCelebrated(win, A, Text.of("A quiet release"), Text.of("Not one page"), List.of()));
        story.b(new WinCelebrated(lonely, B, Text.of("A green week"), null, List.of(win)));
        story.b(new WinEndorsed(win, Text.of("It was")));
        side.send(story);

        assertThat(strings(side.json(story, "/wins"), "/title")).containsExactly("A quiet release", "A green week");
        assertThat(strings(side.json(story, "/wins?state=celebrated"), "/waiting/0/side"))
                .containsExactly("A");
        JsonNode endorsed = side.json(story, "/wins/" + win);
        assertThat(endorsed.at("/endorsed/comment").stringValue()).isEqualTo("It was");
        assertThat(endorsed.at("/endorsed/endorsed/by/name").stringValue()).isEqualTo("Boris");
        assertThat(side.fresh(story, "/wins/" + UUID.randomUUID()).statusCode()).isEqualTo(404);
        assertThat(side.json(story, "/wins/" + win + "?asOf=" + (story.head() - 1))
                        .at("/state")
                        .stringValue())
                .isEqualTo("celebrated");
    }

    @Test
    void lessons_are_listed_and_read() {
        UUID lesson = UUID.randomUUID();
        story.b(new LessonRecorded(lesson, B, Text.of("Silence costs more"), Text.of("We say it by noon"), List.of()));
        side.send(story);

        assertThat(strings(side.json(story, "/lessons?side=B"), "/learned")).containsExactly("Silence costs more");
        assertThat(side.json(story, "/lessons?side=A").at("/items").size()).isZero();
        assertThat(side.json(story, "/lessons/" + lesson).at("/differently").stringValue())
                .isEqualTo("We say it by noon");
        assertThat(side.fresh(story, "/lessons/" + UUID.randomUUID()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void feedback_is_listed_and_read() {
        UUID feedback = UUID.randomUUID();
        story.a(new FeedbackAsked(feedback, A, Text.of("Are our notes of use?"), List.of()));
        story.b(new FeedbackGiven(feedback, Text.of("Shorter ones would be")));
        UUID shown = story.made("Half a page each");
        story.a(new FeedbackActedUpon(feedback, Text.of("Half a page now"), List.of(shown)));
        story.b(new FeedbackAsked(UUID.randomUUID(), B, Text.of("Do we answer in time?"), List.of()));
        side.send(story);

        assertThat(strings(side.json(story, "/feedback?state=acted-upon"), "/question"))
                .containsExactly("Are our notes of use?");
        assertThat(strings(side.json(story, "/feedback?state=asked&state=given"), "/waiting/0/operation"))
                .containsExactly("giveFeedback");
        JsonNode acted = side.json(story, "/feedback/" + feedback);
        assertThat(acted.at("/given/text").stringValue()).isEqualTo("Shorter ones would be");
        assertThat(acted.at("/actions/0/links/0").stringValue()).isEqualTo(shown.toString());
        assertThat(side.fresh(story, "/feedback/" + UUID.randomUUID()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void every_query_has_its_place_in_the_document() {
        JsonNode document = json(side.get("anyone", "/v3/api-docs"));
        JsonNode view = document.at("/components/schemas/ConcernAnswer/properties");

        assertThat(document.at("/paths")
                        .valueStream()
                        .map(path -> path.at("/get/operationId").asString("")))
                .contains(
                        "listConcerns",
                        "getConcern",
                        "listWins",
                        "getWin",
                        "listLessons",
                        "getLesson",
                        "listFeedback",
                        "getFeedback");
        assertThat(view.propertyNames()).contains("behaviour", "remedies", "earlier", "later", "commitments");
    }
}
