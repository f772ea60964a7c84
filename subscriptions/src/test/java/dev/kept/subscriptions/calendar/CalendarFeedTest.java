package dev.kept.subscriptions.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.events.CheckpointEvent.CheckpointScheduled;
import dev.kept.events.Due;
import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.projections.English;
import dev.kept.projections.ReadSide;
import dev.kept.projections.Story;
import dev.kept.subscriptions.SubscriptionsSide;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import net.fortuna.ical4j.model.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class CalendarFeedTest {

    private static final SubscriptionsSide SIDE = SubscriptionsSide.shared();
    private static final Instant SOON =
            Instant.now().truncatedTo(ChronoUnit.HOURS).plus(Duration.ofDays(3));

    private final Story story = Story.opened();
    private int sent;

    private JsonNode created(String subject, String body) {
        HttpResponse<String> answer = SIDE.post(subject, "/api/calendars", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return ReadSide.json(answer);
    }

    private static String path(JsonNode created) {
        return URI.create(created.get("address").stringValue()).getPath();
    }

    private static String code(HttpResponse<String> answer) {
        return ReadSide.json(answer).get("code").stringValue();
    }

    private void sent() {
        SIDE.kafka.sendAll(story.entries().subList(sent, story.entries().size()));
        sent = story.entries().size();
        SIDE.json(story, "");
    }

    @Test
    void is_read_by_whoever_has_the_address_without_signing_in() {
        UUID commitment = story.made("Status note", SOON);
        sent();
        JsonNode created = created(story.borisSubject, "{\"texts\":true}");

        HttpResponse<String> answer = SIDE.anonymous(path(created));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                .isEqualToIgnoringCase("text/calendar;charset=UTF-8");
        assertThat(answer.headers().firstValue("Cache-Control").orElseThrow()).contains("private");
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        Parsed feed = Parsed.of(answer.body());
        assertThat(feed.value(commitment + "@kept", Property.SUMMARY)).isEqualTo("Due: Status note (Platform team)");
        assertThat(SIDE.get(story.borisSubject, "/api/calendars").body())
                .doesNotContain(path(created))
                .contains("\"fetched\"");
    }

    @Test
    void is_written_in_the_language_of_whoever_asked_for_it() {
        story.made("Status note", SOON);
        story.a(new CheckpointScheduled(
                UUID.randomUUID(), Side.A, new Due(SOON, "Europe/Berlin"), Text.of("Is it better?"), List.of()));
        sent();
        HttpResponse<String> answer = SIDE.post(
                story.borisSubject, "/api/calendars", "{\"texts\":true}", "Accept-Language", "de-DE,en;q=0.5");
        JsonNode created = ReadSide.json(answer);
        assertThat(created.at("/language").stringValue()).isEqualTo("de");

        HttpResponse<String> feed = SIDE.anonymous(path(created), "Accept-Language", "en");

        assertThat(feed.headers().firstValue("Content-Language")).contains("de-DE");
        assertThat(feed.body())
                .contains("SUMMARY:Fällig: Status note (Platform team)\r\n")
                .contains("SUMMARY:Prüftermin: Is it better? (Platform team und Web shop team)\r\n");
        English.isNotIn(feed.body());
        assertThat(Parsed.of(SIDE.anonymous(path(created(story.borisSubject, "{\"language\":\"de\"}")))
                                .body())
                        .text())
                .contains("Fällig: Zusage von Platform team");
        assertThat(SIDE.get(story.borisSubject, "/api/calendars").body()).contains("\"language\":\"de\"");
        assertThat(SIDE.post(story.borisSubject, "/api/calendars", "{\"language\":\"xx\"}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void of_one_item_is_written_in_the_language_that_is_asked_for() {
        UUID commitment = story.made("Status note", SOON);
        sent();
        String path = "/api/ledgers/" + story.ledger + "/commitments/" + commitment + "/calendar";

        HttpResponse<String> accepted = SIDE.get(story.annaSubject, path, "Accept-Language", "de");
        HttpResponse<String> named = SIDE.get(story.annaSubject, path + "?language=en", "Accept-Language", "de");

        assertThat(accepted.body()).contains("SUMMARY:Fällig: Status note (Platform team)");
        assertThat(accepted.headers().firstValue("Content-Language")).contains("de");
        assertThat(named.body()).contains("SUMMARY:Due: Status note (Platform team)");
        assertThat(SIDE.get(story.annaSubject, path + "?language=fr").statusCode())
                .isEqualTo(400);
    }

    @Test
    void is_sent_again_only_when_something_was_recorded() {
        sent();
        String path = path(created(story.annaSubject, "{\"ledger\":\"" + story.ledger + "\"}"));
        String tag = SIDE.anonymous(path).headers().firstValue("ETag").orElseThrow();

        assertThat(SIDE.anonymous(path, "If-None-Match", tag).statusCode()).isEqualTo(304);

        story.made("One more", SOON);
        sent();
        assertThat(SIDE.anonymous(path, "If-None-Match", tag).statusCode()).isEqualTo(200);
    }

    @Test
    void holds_the_ledger_it_is_of_or_all() {
        Story other = Story.openedBy(story.annaSubject);
        UUID here = story.made("Here", SOON);
        UUID there = other.made("There", SOON);
        sent();
        SIDE.send(other);
        SIDE.json(other, "");

        Parsed one = feed(created(story.annaSubject, "{\"ledger\":\"" + story.ledger + "\",\"texts\":true}"));
        Parsed all = feed(created(story.annaSubject, "{}"));

        assertThat(one.events()).containsOnlyKeys(here + "@kept");
        assertThat(one.text())
                .contains("X-WR-CALNAME:Kept: After the outage\r\n")
                .contains("REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n");
        assertThat(all.events()).containsOnlyKeys(here + "@kept", there + "@kept");
    }

    private static Parsed feed(JsonNode created) {
        return Parsed.of(SIDE.anonymous(path(created)).body());
    }

    @Test
    void is_empty_for_whoever_left_the_ledger() {
        story.made("Status note", SOON);
        sent();
        JsonNode of = created(story.borisSubject, "{\"ledger\":\"" + story.ledger + "\"}");
        JsonNode all = created(story.borisSubject, "{}");
        assertThat(feed(of).events()).hasSize(1);

        story.removed(story.boris, Side.B);
        sent();

        assertThat(feed(of).events()).isEmpty();
        assertThat(feed(all).events()).isEmpty();
    }

    @Test
    void leads_nowhere_once_it_is_revoked() {
        sent();
        JsonNode created = created(story.annaSubject, "{}");
        String revocation = "/api/calendars/" + created.get("calendar").stringValue() + "/revocation";
        assertThat(SIDE.anonymous(path(created)).statusCode()).isEqualTo(200);

        HttpResponse<String> others = SIDE.post(story.borisSubject, revocation, "{}");
        assertThat(others.statusCode()).isEqualTo(404);
        assertThat(code(others)).isEqualTo("calendar-not-found");
        assertThat(SIDE.anonymous(path(created)).statusCode()).isEqualTo(200);

        HttpResponse<String> revoked = SIDE.post(story.annaSubject, revocation, "{}");
        assertThat(revoked.statusCode()).isEqualTo(200);
        assertThat(SIDE.post(story.annaSubject, revocation, "").body()).isEqualTo(revoked.body());

        HttpResponse<String> after = SIDE.anonymous(path(created));
        HttpResponse<String> unknown = SIDE.anonymous("/calendars/" + Secrets.next() + ".ics");
        assertThat(after.statusCode()).isEqualTo(404);
        assertThat(after.body()).isEqualTo(unknown.body()).isEmpty();
        assertThat(SIDE.anonymous("/calendars/x.ics").statusCode()).isEqualTo(404);
        assertThat(SIDE.anonymous("/calendars/" + Secrets.next()).statusCode()).isEqualTo(404);
    }

    @Test
    void its_secret_is_stored_nowhere() {
        JsonNode created = created(story.annaSubject, "{}");
        String secret = path(created).replaceAll("^/calendars/|\\.ics$", "");

        List<@Nullable String> rows = JdbcClient.create(SIDE.bean("subscriptionsDataSource", DataSource.class))
                .sql("select to_jsonb(c)::text from calendar c")
                .query(String.class)
                .list();

        assertThat(rows).isNotEmpty().noneMatch(row -> String.valueOf(row).contains(secret));
        assertThat(secret).hasSize(43);
    }

    @Test
    void is_not_made_of_a_ledger_of_others_nor_of_garbage_nor_without_a_token() {
        sent();
        HttpResponse<String> others = SIDE.post("outsider", "/api/calendars", "{\"ledger\":\"" + story.ledger + "\"}");
        HttpResponse<String> garbage =
                SIDE.post(story.annaSubject, "/api/calendars", "{\"ledger\":\"x\",\"texts\":\"y\",\"more\":1}");

        assertThat(others.statusCode()).isEqualTo(404);
        assertThat(code(others)).isEqualTo("ledger-not-found");
        assertThat(garbage.statusCode()).isEqualTo(400);
        assertThat(ReadSide.json(garbage).get("errors")).hasSize(3);
        assertThat(SIDE.post("expired", "/api/calendars", "{}").statusCode()).isEqualTo(401);
        assertThat(SIDE.get("expired", "/api/calendars").statusCode()).isEqualTo(401);
    }

    @Test
    void there_is_an_end_to_how_many_one_person_has() {
        String subject = "collector-" + UUID.randomUUID();
        JsonNode first = created(subject, "{}");
        IntStream.range(1, Calendars.MAX_IN_USE).forEach(i -> created(subject, "{}"));

        HttpResponse<String> refused = SIDE.post(subject, "/api/calendars", "{}");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(code(refused)).isEqualTo("too-many-calendars");

        SIDE.post(subject, "/api/calendars/" + first.get("calendar").stringValue() + "/revocation", "{}");
        created(subject, "{}");
        assertThat(ReadSide.json(SIDE.get(subject, "/api/calendars")).get("items"))
                .hasSize(Calendars.MAX_IN_USE + 1);
    }

    @Test
    void a_program_gone_wild_is_slowed_down() {
        String path = path(created("wild-" + UUID.randomUUID(), "{}"));

        List<Integer> statuses = IntStream.range(0, 25)
                .mapToObj(i -> SIDE.anonymous(path).statusCode())
                .toList();

        assertThat(statuses.subList(0, 20)).containsOnly(200);
        assertThat(statuses.getLast()).isEqualTo(429);
        assertThat(SIDE.anonymous(path).headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void one_item_is_had_as_a_file_by_whoever_may_read_it() {
        UUID commitment = story.made("Status note", SOON);
        UUID checkpoint = UUID.randomUUID();
        story.a(new CheckpointScheduled(
                checkpoint, Side.A, new Due(SOON, "Europe/Berlin"), Text.of("On-call split"), List.of()));
        sent();
        String ofCommitment = "/api/ledgers/" + story.ledger + "/commitments/" + commitment + "/calendar";

        HttpResponse<String> file = SIDE.get(story.borisSubject, ofCommitment, "Accept", "text/calendar");

        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.headers().firstValue("Content-Disposition").orElseThrow())
                .endsWith(commitment + ".ics\"");
        assertThat(Parsed.of(file.body()).value(commitment + "@kept", Property.SUMMARY))
                .isEqualTo("Due: Status note (Platform team)");
        assertThat(SIDE.get(story.borisSubject, ofCommitment + "?texts=false").body())
                .doesNotContain("Status");
        assertThat(Parsed.of(SIDE.fresh(story, "/checkpoints/" + checkpoint + "/calendar")
                                .body())
                        .events())
                .containsOnlyKeys(checkpoint + "@kept");
        HttpResponse<String> outsider = SIDE.get("outsider", ofCommitment);
        assertThat(outsider.statusCode()).isEqualTo(404);
        assertThat(code(outsider)).isEqualTo("ledger-not-found");
        HttpResponse<String> unknown = SIDE.fresh(story, "/check-ins/" + commitment + "/calendar");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(code(unknown)).isEqualTo("check-ins-not-found");
        assertThat(SIDE.fresh(story, "/commitments/" + commitment + "/calendar?texts=maybe")
                        .statusCode())
                .isEqualTo(400);
    }
}
