package dev.kept.projections.kinds.charter;

import static dev.kept.projections.ReadSide.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.events.CharterEvent.CharterAgreed;
import dev.kept.events.CharterEvent.CharterAmended;
import dev.kept.events.CharterEvent.CharterProposed;
import dev.kept.events.CharterEvent.Clause;
import dev.kept.events.CharterEvent.Section;
import dev.kept.events.CheckInEvent.CheckInHeld;
import dev.kept.events.CheckInEvent.CheckInsAgreed;
import dev.kept.events.CheckInEvent.CheckInsProposed;
import dev.kept.events.Due;
import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.projections.ReadSide;
import dev.kept.projections.Story;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The charter and check-ins, as they are asked for over HTTP. */
class CharterQueriesTest {

    private static ReadSide side;

    @BeforeAll
    static void share() {
        side = ReadSide.shared();
    }

    private final Story story = Story.opened();
    private final UUID first = UUID.randomUUID();
    private final UUID second = UUID.randomUUID();

    private HttpResponse<String> get(String path, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        all.addAll(List.of("Kept-At-Least", Long.toString(story.head())));
        return side.get(story.annaSubject, "/api/ledgers/" + story.ledger + path, all.toArray(String[]::new));
    }

    private JsonNode ok(String path) {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    private void refused(String path, int status, String code) {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(json(answer).at("/code").stringValue()).isEqualTo(code);
    }

    private static List<String> strings(JsonNode array, String pointer) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(each -> each.at(pointer).stringValue())
                .toList();
    }

    @Nested
    class A_charter {

        private final UUID goal = UUID.randomUUID();
        private final UUID contact = UUID.randomUUID();
        private final UUID boundary = UUID.randomUUID();

        private static Clause clause(UUID id, Section section, String text) {
            return new Clause(id, section, null, Text.of(text));
        }

        private void send() {
            story.a(new CharterProposed(
                    first,
                    first,
                    Side.A,
                    List.of(clause(goal, Section.GOALS, "Ship"), clause(contact, Section.CONTACT, "By chat")),
                    null));
            story.b(new CharterAgreed(first, first, 1));
            story.b(new CharterAmended(
                    first,
                    second,
                    Side.B,
                    null,
                    List.of(
                            clause(goal, Section.GOALS, "Ship weekly"),
                            clause(boundary, Section.BOUNDARIES, "No nights")),
                    List.of(contact),
                    Text.of("We learned")));
            side.kafka.sendAll(story.entries());
        }

        @Test
        void shows_what_is_in_force_and_what_would_be() {
            send();

            JsonNode charter = ok("/charter");
            assertThat(charter.at("/version").intValue()).isEqualTo(1);
            assertThat(strings(charter.at("/inForce/clauses"), "/text")).containsExactly("Ship", "By chat");
            assertThat(strings(charter.at("/open/proposal/clauses"), "/text"))
                    .containsExactly("Ship weekly", "No nights");
            assertThat(charter.at("/open/changes/reworded/0/before/text").stringValue())
                    .isEqualTo("Ship");
            assertThat(charter.at("/waiting/0/operation").stringValue()).isEqualTo("agreeCharter");
            assertThat(strings(charter.at("/history"), "/state")).containsExactly("agreed", "open");
            assertThat(get("/charter", "If-None-Match", "\"" + story.head() + "\"")
                            .statusCode())
                    .isEqualTo(304);
            assertThat(ok("/charter?asOf=4").at("/open").isMissingNode()).isTrue();
            assertThat(ok("/charter/proposals/" + second).at("/proposal/reason").stringValue())
                    .isEqualTo("We learned");
        }

        @Test
        void shows_every_version_and_what_changed() {
            send();
            story.a(new CharterAgreed(first, second, 2));
            UUID third = UUID.randomUUID();
            story.a(new CharterProposed(
                    first,
                    third,
                    Side.A,
                    List.of(clause(goal, Section.GOALS, "Ship weekly"), clause(contact, Section.CONTACT, "By phone")),
                    null));
            story.b(new CharterAgreed(first, third, 3));
            side.kafka.sendAll(story.entries().subList(6, 9));

            assertThat(strings(ok("/charter/versions/1").at("/clauses"), "/text"))
                    .containsExactly("Ship", "By chat");
            JsonNode changes = ok("/charter/changes?from=1&to=2");
            assertThat(strings(changes.at("/added"), "/text")).containsExactly("No nights");
            assertThat(strings(changes.at("/removed"), "/text")).containsExactly("By chat");
            assertThat(strings(changes.at("/reworded"), "/before/text")).containsExactly("Ship");
            assertThat(strings(changes.at("/reworded"), "/after/text")).containsExactly("Ship weekly");
            JsonNode last = ok("/charter/changes");
            assertThat(last.at("/from").intValue()).isEqualTo(2);
            assertThat(last.at("/reworded").size()).isZero();
            assertThat(strings(last.at("/added"), "/text")).containsExactly("By phone");
            assertThat(ok("/charter/changes?from=0&to=1").at("/added").size()).isEqualTo(2);
        }

        @Test
        void that_is_not_there_is_not_found() {
            side.kafka.sendAll(story.entries());
            refused("/charter", 404, "charter-not-found");
            refused("/charter/changes", 404, "charter-not-found");
        }

        @Test
        void that_never_was_so_is_not_found() {
            send();

            refused("/charter/versions/2", 404, "charter-version-not-found");
            refused("/charter/changes?from=1&to=2", 404, "charter-version-not-found");
            refused("/charter/proposals/" + UUID.randomUUID(), 404, "charter-proposal-not-found");
            refused("/charter/changes?from=-1&to=x", 400, "invalid-fields");
            assertThat(side.get("stranger", "/api/ledgers/" + story.ledger + "/charter")
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    @Nested
    class Check_ins {

        private void send() {
            Instant begin = Story.BEGIN.plus(Duration.ofMinutes(330));
            story.a(new CheckInsProposed(
                    first,
                    Side.A,
                    Text.of("Every hour"),
                    new Due(begin, "Europe/Berlin"),
                    "FREQ=HOURLY;COUNT=2",
                    List.of(begin, begin.plus(Duration.ofHours(1))),
                    15));
            story.b(new CheckInsAgreed(first));
            story.made("Something else");
            story.b(new CheckInHeld(first, 1, Side.B, Text.of("All well")));
            side.kafka.sendAll(story.entries());
        }

        @Test
        void show_what_became_of_each() {
            send();

            JsonNode checkIns = ok("/check-ins/" + first);
            assertThat(checkIns.at("/title").stringValue()).isEqualTo("Every hour");
            assertThat(checkIns.at("/state").stringValue()).isEqualTo("agreed");
            assertThat(strings(checkIns.at("/occurrences"), "/state")).containsExactly("held", "awaited");
            assertThat(checkIns.at("/occurrences/0/held/outcome").stringValue()).isEqualTo("All well");
            assertThat(strings(ok("/check-ins/" + first + "?asOf=5").at("/occurrences"), "/state"))
                    .containsExactly("upcoming", "upcoming");
        }

        @Test
        void are_listed_with_what_they_await() {
            send();

            JsonNode list = ok("/check-ins?state=agreed");
            assertThat(list.at("/items").size()).isEqualTo(1);
            assertThat(list.at("/items/0/states").toString()).isEqualTo("{\"awaited\":1,\"held\":1}");
            assertThat(list.at("/items/0/awaited/0").intValue()).isEqualTo(2);
            assertThat(strings(list.at("/items/0/waiting"), "/operation"))
                    .containsExactly("holdCheckIn", "holdCheckIn");
            assertThat(ok("/check-ins?state=proposed").at("/items").size()).isZero();
            assertThat(ok("/check-ins?state=proposed&asOf=3").at("/items").size())
                    .isEqualTo(1);
        }

        @Test
        void that_are_not_there_are_not_found() {
            send();
            refused("/check-ins/" + UUID.randomUUID(), 404, "check-ins-not-found");
            refused("/check-ins?state=lost", 400, "invalid-fields");
        }
    }
}
