package dev.kept.projections.views.dashboard;

import static dev.kept.events.Side.A;
import static dev.kept.events.Side.B;
import static dev.kept.projections.ReadSide.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.projections.ReadSide;
import dev.kept.projections.Story;
import dev.kept.projections.kinds.commitments.Figure;
import dev.kept.projections.kinds.commitments.Life;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class DashboardQueriesTest {

    private static ReadSide side;

    @BeforeAll
    static void share() {
        side = ReadSide.shared();
    }

    private final Story story = Story.opened();
    private final Life life = Life.after(story);

    private void send() {
        side.kafka.sendAll(story.entries());
        side.kafka.sendAll(life.disclosed());
    }

    private HttpResponse<String> get(String path, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        all.addAll(List.of("Kept-At-Least", Long.toString(life.head())));
        return side.get(story.annaSubject, path, all.toArray(String[]::new));
    }

    private JsonNode dashboard(String query) {
        HttpResponse<String> answer = get("/api/ledgers/" + story.ledger + "/dashboard" + query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    /** Two kept, one of them on a renegotiated date; one missed and made good; one missed; one open; one excused, by B. */
    private void weeks() {
        life.on("04-01")
                .made(A, "04-08")
                .made(A, "04-15")
                .on("04-10")
                .proposed("04-22")
                .accepted();
        life.on("04-21").delivered().confirmed();
        life.about(life.commitments().getFirst(), 1)
                .on("04-21")
                .admitted()
                .delivered()
                .confirmed();
        life.on("04-21").made(A, "04-29").on("04-28").delivered().confirmed();
        life.on("04-28").made(A, "05-06").made(A, "06-10");
        life.about(life.commitments().get(3), 1).on("05-07").missed();
        life.made(B, "05-13").on("05-14").missed().excused();
    }

    @Test
    void the_numbers_come_with_their_n_for_each_side_in_total_and_by_week() {
        weeks();
        send();

        JsonNode dashboard = dashboard("?asOf=2026-05-20T00:00:00Z");

        assertThat(dashboard.at("/total/A/keptOnAgreedDates").toString())
                .isEqualTo("{\"count\":2,\"of\":4,\"rate\":0.5}");
        assertThat(dashboard.at("/total/A/keptOnOriginalDates").toString())
                .isEqualTo("{\"count\":1,\"of\":4,\"rate\":0.25}");
        assertThat(dashboard.at("/total/A/notice").toString()).isEqualTo("{\"count\":1,\"of\":3,\"rate\":0.3333}");
        assertThat(dashboard.at("/total/A/open").intValue()).isEqualTo(1);
        assertThat(dashboard.at("/total/B/keptOnAgreedDates").toString()).isEqualTo("{\"count\":0,\"of\":0}");
        assertThat(dashboard.at("/total/B/excused").intValue()).isEqualTo(1);
        assertThat(dashboard.at("/total/both/missed").intValue()).isEqualTo(1);
        assertThat(StreamSupport.stream(dashboard.at("/weeks").spliterator(), false)
                        .map(week -> week.at("/week").stringValue()))
                .containsExactly("2026-W15", "2026-W16", "2026-W17", "2026-W18", "2026-W19", "2026-W20");
        assertThat(dashboard.at("/weeks/0/monday").stringValue()).isEqualTo("2026-04-06");
        assertThat(dashboard.at("/weeks/0/A/keptLate").intValue()).isEqualTo(1);
        assertThat(dashboard.at("/parties/A").stringValue()).isEqualTo("Platform team");
        assertThat(dashboard.at("/zone").stringValue()).isEqualTo("UTC");
    }

    @Test
    void behind_each_number_stands_the_list_it_counts() {
        weeks();
        send();
        JsonNode dashboard = dashboard("?zone=Europe/Berlin&asOf=2026-05-20T00:00:00Z");
        String template = dashboard.at("/list").stringValue();

        for (Figure figure : Figure.values()) {
            assertCounted(template, dashboard.at("/total"), figure, "");
        }
        for (JsonNode week : dashboard.at("/weeks")) {
            for (Figure figure : List.of(Figure.AGREED, Figure.ORIGINAL, Figure.MISSED, Figure.OPEN)) {
                assertCounted(
                        template, week, figure, "&week=" + week.at("/week").stringValue());
            }
        }
    }

    private void assertCounted(String template, JsonNode numbers, Figure figure, String week) {
        String pointer = "/" + figure.wireName().replace('.', '/');
        for (String each : List.of("A", "B", "both")) {
            String side = each.equals("both") ? "" : "&side=" + each;
            String path = template.replace("{&figure,side,week}", "&figure=" + figure.wireName() + side + week);
            assertThat(json(get(path)).at("/items").size())
                    .as(path)
                    .isEqualTo(numbers.at("/" + each + pointer).intValue());
        }
    }

    @Test
    void as_of_the_instant_it_speaks_of_it_is_the_same_as_now() {
        weeks();
        send();

        JsonNode now = dashboard("");

        assertThat(dashboard("?asOf=" + now.at("/at").stringValue())).isEqualTo(now);
    }

    @Test
    void as_of_an_entry_it_knows_nothing_later() {
        weeks();
        send();

        JsonNode dashboard = dashboard("?asOf=4");

        assertThat(dashboard.at("/head").longValue()).isEqualTo(4);
        assertThat(dashboard.at("/total/A/open").intValue()).isEqualTo(2);
        assertThat(dashboard.at("/total/A/keptOnAgreedDates/of").intValue()).isZero();
        assertThat(dashboard.at("/total/A/keptOnAgreedDates").has("rate")).isFalse();
    }

    @Test
    void is_known_by_another_etag_once_a_due_passes_or_the_week_ends() {
        life.on("04-01").made(A, "04-15");
        send();

        assertThat(etag("2026-04-15T11:00:00Z")).isEqualTo(etag("2026-04-14T00:00:00Z"));
        assertThat(etag("2026-04-15T13:00:00Z")).isNotEqualTo(etag("2026-04-15T11:00:00Z"));
        assertThat(etag("2026-04-20T00:00:00Z")).isNotEqualTo(etag("2026-04-19T23:00:00Z"));
    }

    @Test
    void is_known_by_the_same_etag_until_an_original_due_comes() {
        life.on("04-01").made(A, "04-20").on("04-05").delivered().confirmed();
        send();

        assertThat(etag("2026-04-19T12:00:00Z")).isEqualTo(etag("2026-04-19T00:00:00Z"));
        assertThat(etag("2026-04-21T00:00:00Z")).isNotEqualTo(etag("2026-04-19T00:00:00Z"));
    }

    private String etag(String asOf) {
        return get("/api/ledgers/" + story.ledger + "/dashboard?asOf=" + asOf)
                .headers()
                .firstValue("ETag")
                .orElseThrow();
    }

    @Test
    void an_unknown_zone_is_refused() {
        send();

        HttpResponse<String> answer = side.get(
                story.annaSubject,
                "/api/ledgers/" + story.ledger + "/dashboard?zone=Mars/Olympus",
                "Kept-At-Least",
                Long.toString(story.head()));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).at("/errors/0/code").stringValue()).isEqualTo("unknown-zone");
    }
}
