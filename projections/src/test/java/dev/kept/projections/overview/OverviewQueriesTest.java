package dev.kept.projections.overview;

import static dev.kept.events.Side.A;
import static dev.kept.events.Side.B;
import static dev.kept.projections.ReadSide.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.projections.ReadSide;
import dev.kept.projections.Story;
import dev.kept.projections.commitments.Life;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
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
        assertThat(overview.at("/waiting/1/until").stringValue()).isEqualTo("2026-04-08T12:00:00Z");
        assertThat(overview.at("/waiting/0/title").stringValue()).isEqualTo("The release notes");
        assertThat(strings(overview.at("/dueByMe"), "/due/at")).containsExactly("2026-04-25T12:00:00Z");
        assertThat(strings(overview.at("/dueForMe"), "/due/at")).containsExactly("2026-04-20T12:00:00Z");
        assertThat(overview.at("/numbers/byMe/missed").intValue()).isEqualTo(1);
        assertThat(overview.at("/numbers/forMe/awaitingConfirmation").intValue())
                .isEqualTo(1);
        assertThat(overview.at("/numbers/both/open").intValue()).isEqualTo(2);
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
}
