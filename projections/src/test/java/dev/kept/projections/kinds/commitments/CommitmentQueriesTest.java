package dev.kept.projections.kinds.commitments;

import static dev.kept.events.Side.A;
import static dev.kept.events.Side.B;
import static dev.kept.projections.ReadSide.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.events.CommitmentEvent;
import dev.kept.projections.ReadSide;
import dev.kept.projections.Story;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class CommitmentQueriesTest {

    private static ReadSide side;

    @BeforeAll
    static void share() {
        side = ReadSide.shared();
    }

    private final Story story = Story.opened();
    private final Life life = Life.after(story).on("04-01");

    private void send() {
        side.kafka.sendAll(story.entries());
        side.kafka.sendAll(life.disclosed());
    }

    private HttpResponse<String> get(String path, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        all.addAll(List.of("Kept-At-Least", Long.toString(life.head())));
        return side.get(story.annaSubject, "/api/ledgers/" + story.ledger + path, all.toArray(String[]::new));
    }

    private JsonNode ok(String path) {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    private static List<String> strings(JsonNode array, String pointer) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(each -> each.at(pointer).stringValue())
                .toList();
    }

    @Nested
    class A_commitment {

        @Test
        void every_kind_of_entry_about_it_arrives_in_its_view_now_and_in_the_past() {
            life.requested(A, "04-20")
                    .requestCountered(A, "04-20")
                    .requestAccepted(B)
                    .updated(1);
            life.proposed("04-21")
                    .countered(B, "04-22")
                    .acceptedBy(A)
                    .proposed("04-24")
                    .declined();
            life.delivered().disputed().disputeWithdrawn();
            UUID finding = UUID.randomUUID();
            life.made(A, "04-20")
                    .delivered()
                    .disputed()
                    .escalated(B)
                    .found(finding, false)
                    .resolved(A, finding, false);
            life.requested(B, "04-20").requestDeclined(B);
            life.made(B, "04-20").delivered().confirmed();
            life.made(B, "04-20").delivered().uncontested();
            life.made(B, "04-20").on("04-21").missed().reason().excused();
            life.made(B, "04-30").released();
            life.made(B, "04-30").withdrawn();
            life.made(A, Life.recurring("05-01", "05-08", "05-15"))
                    .occurrence(2)
                    .admitted()
                    .delivered();
            assertThat(life.entries())
                    .extracting(entry -> (Object) entry.event().getClass())
                    .contains((Object[]) CommitmentEvent.class.getPermittedSubclasses());
            send();

            for (UUID id : life.commitments()) {
                CommitmentView expected = life.view(id);
                HttpResponse<String> live = get("/commitments/" + id);
                assertThat(json(live).at("/state").stringValue())
                        .isEqualTo(expected.state().wireName());
                assertThat(json(live).at("/lastSequence").longValue()).isEqualTo(expected.lastSequence());
                assertThat(strings(json(live).at("/occurrences"), "/state"))
                        .isEqualTo(expected.occurrences().stream()
                                .map(occurrence -> occurrence.state().wireName())
                                .toList());
                assertThat(get("/commitments/" + id + "?asOf=" + life.head()).body())
                        .isEqualTo(live.body());
            }
            assertThat(ok("/commitments?asOf=" + life.head())).isEqualTo(ok("/commitments"));
        }

        @Test
        void tells_in_texts_and_names_who_recorded_what() {
            life.made(A, "04-20")
                    .on("04-10")
                    .proposed("04-30")
                    .on("04-11")
                    .accepted()
                    .on("04-29")
                    .delivered();
            send();

            JsonNode commitment = ok("/commitments/" + life.commitments().getFirst());

            assertThat(commitment.at("/terms/title").stringValue()).isEqualTo("The release notes");
            assertThat(commitment.at("/terms/details").stringValue()).isEqualTo("but shorter");
            assertThat(commitment.at("/versions/0/terms/details").stringValue()).isEqualTo("for each change");
            assertThat(commitment.at("/versions/1/reason").stringValue()).isEqualTo("because");
            assertThat(commitment.at("/begun/by/name").stringValue()).isEqualTo("Anna");
            assertThat(commitment.at("/versions/1/agreed/by/name").stringValue())
                    .isEqualTo("Boris");
            assertThat(commitment.at("/versions/1/agreed/entry").longValue()).isEqualTo(5);
            assertThat(commitment.at("/occurrences/0/originalDue/at").stringValue())
                    .isEqualTo("2026-04-20T12:00:00.000Z");
            assertThat(commitment.at("/occurrences/0/due/zone").stringValue()).isEqualTo("Europe/Lisbon");
            assertThat(commitment
                            .at("/occurrences/0/deliveries/0/evidence/0/link")
                            .stringValue())
                    .isEqualTo("https://example.org/notes");
            assertThat(commitment.at("/waiting/0/what").stringValue()).isEqualTo("confirm-delivery");
            assertThat(commitment.at("/waiting/0/side").stringValue()).isEqualTo("B");
        }

        @Test
        void is_answered_as_of_an_earlier_entry_or_instant() {
            life.made(A, "04-20").on("04-10").delivered().on("04-11").confirmed();
            send();
            String path = "/commitments/" + life.commitments().getFirst();

            assertThat(ok(path).at("/state").stringValue()).isEqualTo("kept");
            assertThat(ok(path + "?asOf=4").at("/state").stringValue()).isEqualTo("delivered");
            assertThat(ok(path + "?asOf=2026-04-05T00:00:00Z").at("/state").stringValue())
                    .isEqualTo("open");
            assertThat(get(path + "?asOf=2").statusCode()).isEqualTo(404);
        }

        @Test
        void that_has_not_changed_is_not_sent_again_even_when_the_ledger_has() {
            life.made(A, "04-20").made(B, "04-20").updated(10);
            send();
            String path = "/commitments/" + life.commitments().getFirst();

            assertThat(get(path).headers().firstValue("ETag")).contains("\"3\"");
            assertThat(get(path, "If-None-Match", "\"3\"").statusCode()).isEqualTo(304);
            assertThat(get(path, "If-None-Match", "\"4\"").statusCode()).isEqualTo(200);
        }

        @Test
        void that_does_not_exist_is_not_found_and_to_others_neither_is_the_ledger() {
            life.made(A, "04-20");
            send();
            ok("/commitments");

            HttpResponse<String> unknown = get("/commitments/" + UUID.randomUUID());
            assertThat(unknown.statusCode()).isEqualTo(404);
            assertThat(json(unknown).at("/code").stringValue()).isEqualTo("commitment-not-found");
            for (String path :
                    List.of("/commitments", "/commitments/" + life.commitments().getFirst(), "/dashboard")) {
                HttpResponse<String> outside = side.get("outsider", "/api/ledgers/" + story.ledger + path);
                assertThat(outside.statusCode()).isEqualTo(404);
                assertThat(json(outside).at("/code").stringValue()).isEqualTo("ledger-not-found");
            }
        }
    }

    @Nested
    class The_list {

        @Test
        void comes_by_due_and_page_by_page() {
            life.made(A, "04-22").made(B, "04-20").made(A, "04-21");
            send();

            JsonNode first = ok("/commitments?limit=2");
            JsonNode second =
                    ok("/commitments?limit=2&cursor=" + first.at("/next").stringValue());

            assertThat(strings(first.at("/items"), "/due/at"))
                    .containsExactly("2026-04-20T12:00:00.000Z", "2026-04-21T12:00:00.000Z");
            assertThat(strings(second.at("/items"), "/due/at")).containsExactly("2026-04-22T12:00:00.000Z");
            assertThat(second.has("next")).isFalse();
            assertThat(first.at("/items/0/title").stringValue()).isEqualTo("The release notes");
            assertThat(strings(ok("/commitments?order=desc").at("/items"), "/due/at"))
                    .containsExactly(
                            "2026-04-22T12:00:00.000Z", "2026-04-21T12:00:00.000Z", "2026-04-20T12:00:00.000Z");
        }

        @Test
        void is_filtered_by_state_side_and_due() {
            life.made(A, "04-20")
                    .made(B, "04-21")
                    .made(A, "04-22")
                    .delivered()
                    .made(A, "04-23")
                    .released();
            send();

            assertThat(strings(ok("/commitments?state=open&state=delivered").at("/items"), "/state"))
                    .containsExactly("open", "open", "delivered");
            assertThat(ok("/commitments?side=B").at("/items").size()).isEqualTo(1);
            assertThat(ok("/commitments?dueFrom=2026-04-21T12:00:00Z&dueTo=2026-04-23T12:00:00Z")
                            .at("/items")
                            .size())
                    .isEqualTo(2);
        }

        @Test
        void refuses_all_that_is_wrong_at_once() {
            life.made(A, "04-20");
            send();

            HttpResponse<String> answer = get(
                    "/commitments?state=broken&side=C&dueFrom=yesterday&figure=score&week=2026-W54&zone=Mars&limit=0&asOf=x");

            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(strings(json(answer).at("/errors"), "/pointer"))
                    .containsExactlyInAnyOrder(
                            "#/query/state/0",
                            "#/query/side",
                            "#/query/dueFrom",
                            "#/query/figure",
                            "#/query/week",
                            "#/query/zone",
                            "#/query/limit",
                            "#/query/asOf");
            assertThat(json(get("/commitments?week=2026-W07"))
                            .at("/errors/0/pointer")
                            .stringValue())
                    .isEqualTo("#/query/figure");
        }

        @Test
        void that_has_not_changed_is_not_sent_again() {
            life.made(A, "04-20");
            send();

            assertThat(get("/commitments").headers().firstValue("ETag")).contains("\"3\"");
            assertThat(get("/commitments", "If-None-Match", "\"3\"").statusCode())
                    .isEqualTo(304);
        }
    }
}
