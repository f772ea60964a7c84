package dev.kept.projections.views.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.projections.ReadSide;
import dev.kept.projections.Story;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Entries of all ledgers that somebody belongs to. */
class SearchAcrossLedgersTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static ReadSide side;

    private final String reader = "reads-" + UUID.randomUUID();
    private final Story first = Story.openedBy(reader);
    private final Story second = Story.openedBy(reader);
    private final Story others = Story.opened();

    @BeforeAll
    static void share() {
        side = ReadSide.shared();
    }

    @Test
    void words_are_found_in_every_ledger_of_the_reader_and_in_no_other() {
        first.made("Publish the timeline");
        second.made("Publish the Zeitplan");
        others.made("Publish the timeline");
        sent();

        assertThat(titles("?q=publish")).containsExactlyInAnyOrder("Publish the timeline", "Publish the Zeitplan");
        assertThat(titles("?q=" + ReadSide.encoded("timel publ"))).containsExactly("Publish the timeline");
        assertThat(search("?q=publish").at("/items"))
                .extracting(each -> each.at("/ledger/ledger").stringValue())
                .containsExactlyInAnyOrder(first.ledger.toString(), second.ledger.toString());
        assertThat(search("?q=publish").at("/items/0/ledger/parties/A").stringValue())
                .isEqualTo("Platform team");
    }

    @Test
    void without_words_all_entries_come_the_newest_first_page_by_page_and_none_twice() {
        first.made("One");
        second.made("Two");
        second.made("Three");
        sent();

        List<String> places = new ArrayList<>();
        String next = "";
        do {
            JsonNode page = search("?limit=3" + next);
            page.at("/items")
                    .forEach(each -> places.add(each.at("/entry/recorded").stringValue() + " "
                            + each.at("/ledger/ledger").stringValue() + " "
                            + "%04d".formatted(each.at("/entry/sequence").longValue())));
            next = page.has("next") ? "&cursor=" + page.at("/next").stringValue() : null;
        } while (next != null);

        assertThat(places)
                .hasSize(first.entries().size() + second.entries().size())
                .doesNotHaveDuplicates()
                .isSortedAccordingTo((a, b) -> b.compareTo(a));
    }

    @Test
    void what_cannot_be_searched_is_said_and_nothing_is_found_by_it() {
        sent();

        JsonNode found = search("?q=" + ReadSide.encoded("– ?"));

        assertThat(found.at("/items").size()).isZero();
        assertThat(found.at("/notSearched").size()).isEqualTo(2);
    }

    @Test
    void a_cursor_of_another_list_and_a_limit_out_of_bounds_are_both_refused_at_once() {
        HttpResponse<String> refused = side.get(reader, "/api/entries?cursor=abc&limit=0");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).at("/errors"))
                .extracting(error -> error.at("/pointer").stringValue())
                .containsExactlyInAnyOrder("#/query/cursor", "#/query/limit");
    }

    @Test
    void whoever_belongs_to_no_ledger_finds_nothing() {
        assertThat(json(side.get("outsider-" + UUID.randomUUID(), "/api/entries?q=publish"))
                        .at("/items")
                        .size())
                .isZero();
    }

    private void sent() {
        List.of(first, second, others).forEach(story -> {
            side.send(story);
            side.json(story, "");
        });
    }

    private List<String> titles(String query) {
        List<String> titles = new ArrayList<>();
        for (JsonNode each : search(query).at("/items")) {
            for (JsonNode field : each.at("/entry/fields")) {
                if (field.at("/name").stringValue().equals("title")) {
                    titles.add(field.at("/text").stringValue());
                }
            }
        }
        return titles;
    }

    private JsonNode search(String query) {
        HttpResponse<String> answer = side.get(reader, "/api/entries" + query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }
}
