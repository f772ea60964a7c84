package dev.kept.subscriptions.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.projections.ReadSide;
import dev.kept.subscriptions.SubscriptionsSide;
import java.net.URI;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class SettingsTest {

    private static final SubscriptionsSide SIDE = SubscriptionsSide.shared();
    private static final String SETTINGS = "/api/settings";
    private static final String REMINDERS = "/api/reminders/settings";
    private static final String WISHES = """
        {"rhythm":"digest","at":"08:00","daysBefore":[1],"kinds":["due"]%s}
        """;

    private final String anna = "anna-" + UUID.randomUUID();

    private HttpResponse<String> save(String body, String... headers) {
        return SIDE.post(anna, SETTINGS, body, headers);
    }

    private JsonNode saved(String body, String... headers) {
        HttpResponse<String> answer = save(body, headers);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return ReadSide.json(answer);
    }

    private static JsonNode of(String subject) {
        return ReadSide.json(SIDE.get(subject, SETTINGS));
    }

    private static List<String> errors(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        return ReadSide.json(answer)
                .get("errors")
                .valueStream()
                .map(error -> error.get("pointer").stringValue() + " "
                        + error.get("code").stringValue())
                .toList();
    }

    @Test
    void whoever_chose_nothing_goes_by_the_browser_and_the_language() {
        HttpResponse<String> answer = SIDE.get(anna, SETTINGS);

        assertThat(answer.body()).isEqualTo("{\"version\":0,\"dates\":\"by-language\"}");
        assertThat(answer.headers().firstValue("ETag")).hasValue("\"0\"");
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    }

    @Test
    void are_replaced_as_a_whole_and_are_nobody_elses() {
        JsonNode all =
                saved("{\"language\":\"de\",\"zone\":\"Europe/Berlin\",\"dates\":\"iso\",\"coolingOff\":\"P3D\"}");
        assertThat(all.toString())
                .isEqualTo("{\"version\":1,\"language\":\"de\",\"zone\":\"Europe/Berlin\",\"dates\":\"iso\","
                        + "\"coolingOff\":\"P3D\"}");
        assertThat(of(anna)).isEqualTo(all);
        assertThat(of("boris-" + UUID.randomUUID()).get("version").intValue()).isZero();

        JsonNode less = saved("{\"zone\":\"UTC\"}");

        assertThat(less.toString()).isEqualTo("{\"version\":2,\"zone\":\"UTC\",\"dates\":\"by-language\"}");
    }

    @Test
    void all_that_is_wrong_is_refused_at_once() {
        assertThat(
                        errors(
                                save(
                                        "{\"language\":\"fr\",\"zone\":\"Mars/Base\",\"dates\":\"backwards\",\"coolingOff\":\"P400D\"}")))
                .containsExactlyInAnyOrder(
                        "#/language invalid-value",
                        "#/zone unknown-zone",
                        "#/dates invalid-value",
                        "#/coolingOff invalid-value");
        assertThat(errors(save("{\"colour\":\"blue\"}"))).containsExactly("#/colour unknown-field");
        assertThat(of(anna).get("version").intValue()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "3", "P0D", "PT0S", "PT90M", "-P1D", "P366D", "PT1H1S", "P1M", "NONE", "P99999999999999999D"
            })
    void a_cooling_off_time_that_no_draft_can_have_is_refused(String coolingOff) {
        assertThat(errors(save("{\"coolingOff\":\"" + coolingOff + "\"}"))).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "none, none",
        "next-morning, next-morning",
        "PT1H, PT1H",
        "PT72H, P3D",
        "PT36H, PT36H",
        "P365D, P365D",
        "P1DT12H, PT36H"
    })
    void a_cooling_off_time_is_kept_in_one_spelling(String said, String kept) {
        assertThat(saved("{\"coolingOff\":\"" + said + "\"}").get("coolingOff").stringValue())
                .isEqualTo(kept);
    }

    @Test
    void what_changed_since_they_were_read_is_not_overwritten_and_a_repetition_changes_nothing() {
        saved("{\"dates\":\"iso\"}", "If-Match", "\"0\"");

        HttpResponse<String> stale = save("{\"dates\":\"day-first\"}", "If-Match", "\"0\"");
        assertThat(stale.statusCode()).isEqualTo(412);
        assertThat(ReadSide.json(stale).get("code").stringValue()).isEqualTo("stale");
        assertThat(saved("{\"dates\":\"iso\"}", "If-Match", "\"0\"")
                        .get("version")
                        .intValue())
                .isEqualTo(1);
        assertThat(saved("{\"dates\":\"day-first\"}", "If-Match", "\"1\"")
                        .get("version")
                        .intValue())
                .isEqualTo(2);
    }

    @Test
    void nobody_reads_or_changes_them_without_a_token() {
        assertThat(SIDE.post(null, SETTINGS, "{}").statusCode()).isEqualTo(401);
        assertThat(SIDE.anonymous(SETTINGS).statusCode()).isEqualTo(401);
    }

    @Test
    void reminders_follow_language_and_zone_and_keep_what_was_said_where_the_settings_name_none() {
        assertThat(SIDE.post(anna, REMINDERS, WISHES.formatted(",\"zone\":\"Asia/Tokyo\",\"language\":\"en\""))
                        .statusCode())
                .isEqualTo(200);

        saved("{\"language\":\"de\",\"zone\":\"America/New_York\"}");

        JsonNode follows = ReadSide.json(SIDE.get(anna, REMINDERS));
        assertThat(follows.get("zone").stringValue()).isEqualTo("America/New_York");
        assertThat(follows.get("language").stringValue()).isEqualTo("de");
        JsonNode again = ReadSide.json(SIDE.post(anna, REMINDERS, WISHES.formatted(",\"zone\":\"Asia/Tokyo\"")));
        assertThat(again.get("zone").stringValue()).isEqualTo("America/New_York");
        assertThat(again.get("version")).isEqualTo(follows.get("version"));

        assertThat(SIDE.post(anna, "/api/reminders/address/removal", "{}").statusCode())
                .isEqualTo(200);
        saved("{\"dates\":\"iso\"}");
        JsonNode own = ReadSide.json(SIDE.get(anna, REMINDERS));
        assertThat(own.get("zone").stringValue()).isEqualTo("Asia/Tokyo");
        assertThat(own.get("language").stringValue()).isEqualTo("en");
    }

    @Test
    void what_is_said_of_reminders_while_the_settings_name_another_zone_counts_later() {
        saved("{\"language\":\"de\",\"zone\":\"America/New_York\"}");
        SIDE.post(anna, REMINDERS, WISHES.formatted(",\"zone\":\"Asia/Tokyo\",\"language\":\"en\""));
        assertThat(ReadSide.json(SIDE.get(anna, REMINDERS)).get("zone").stringValue())
                .isEqualTo("America/New_York");

        saved("{}");

        JsonNode own = ReadSide.json(SIDE.get(anna, REMINDERS));
        assertThat(own.get("zone").stringValue()).isEqualTo("Asia/Tokyo");
        assertThat(own.get("language").stringValue()).isEqualTo("en");
    }

    @Test
    void another_zone_sets_the_next_check_anew_and_nothing_else_does_nor_does_it_put_off_what_is_due() {
        SIDE.post(anna, REMINDERS, WISHES.formatted(""));
        Instant later = Instant.now().plus(Duration.ofDays(20)).truncatedTo(ChronoUnit.SECONDS);
        Instant due = Instant.now().minus(Duration.ofMinutes(1)).truncatedTo(ChronoUnit.SECONDS);

        checkedAt(later);
        saved("{\"dates\":\"iso\"}");
        assertThat(nextCheck()).isEqualTo(later);
        saved("{\"zone\":\"Europe/Berlin\"}");
        assertThat(nextCheck()).isBetween(Instant.now(), Instant.now().plus(Duration.ofDays(2)));
        checkedAt(due);
        saved("{\"zone\":\"Asia/Tokyo\"}");
        assertThat(nextCheck()).isEqualTo(due);
    }

    private void checkedAt(Instant next) {
        assertThat(sql().sql("update subscriptions.reminder_person set address = 'anna@example.org', next_run = ?"
                                + " where member = ?")
                        .param(next.atOffset(ZoneOffset.UTC))
                        .param(ReadSide.member(anna))
                        .update())
                .isOne();
    }

    private Instant nextCheck() {
        return sql().sql("select next_run from subscriptions.reminder_person where member = ?")
                .param(ReadSide.member(anna))
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    @Test
    void reminders_need_no_zone_of_their_own() {
        saved("{\"zone\":\"Europe/Berlin\"}");

        JsonNode answer = ReadSide.json(SIDE.post(anna, REMINDERS, WISHES.formatted("")));

        assertThat(answer.get("zone").stringValue()).isEqualTo("Europe/Berlin");
    }

    @Test
    void a_calendar_follows_the_settings_unless_its_language_was_named() {
        JsonNode follows = ReadSide.json(SIDE.post(anna, "/api/calendars", "{}", "Accept-Language", "en"));
        JsonNode named = ReadSide.json(SIDE.post(anna, "/api/calendars", "{\"language\":\"en\"}"));
        assertThat(language(follows)).isEqualTo("en-GB");

        saved("{\"language\":\"de\"}");

        assertThat(language(follows)).isEqualTo("de");
        assertThat(language(named)).isEqualTo("en-GB");
        assertThat(SIDE.get(anna, "/api/calendars").body()).contains("\"language\":\"de\"", "\"language\":\"en\"");
    }

    private static String language(JsonNode calendar) {
        String path = URI.create(calendar.get("address").stringValue()).getPath();
        return SIDE.anonymous(path).headers().firstValue("Content-Language").orElseThrow();
    }

    @Test
    void whoever_has_everything_forgotten_leaves_nothing_behind() {
        chooseEverything();
        JsonNode feed = ReadSide.json(SIDE.post(anna, "/api/calendars", "{}"));

        HttpResponse<String> answer = SIDE.post(anna, SETTINGS + "/removal", "{}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(ReadSide.json(answer).get("version").intValue()).isZero();
        assertThat(rowsOf(anna)).isZero();
        String path = URI.create(feed.get("address").stringValue()).getPath();
        assertThat(SIDE.anonymous(path).statusCode()).isEqualTo(404);
        assertThat(SIDE.post(anna, SETTINGS + "/removal", "{}").statusCode()).isEqualTo(200);
    }

    @Test
    void are_removed_of_their_person_and_nobody_elses_are() {
        String boris = "boris-" + UUID.randomUUID();
        chooseEverything();
        SIDE.post(boris, SETTINGS, "{\"dates\":\"iso\"}");

        SIDE.post(anna, SETTINGS + "/removal", "{}");

        assertThat(rowsOf(anna)).isZero();
        assertThat(of(boris).get("dates").stringValue()).isEqualTo("iso");
    }

    @Test
    void nobody_has_anything_forgotten_without_a_token_and_nothing_is_said_with_it() {
        assertThat(SIDE.post(null, SETTINGS + "/removal", "{}").statusCode()).isEqualTo(401);
        assertThat(errors(SIDE.post(anna, SETTINGS + "/removal", "{\"all\":true}")))
                .containsExactly("#/all unknown-field");
    }

    @ParameterizedTest
    @CsvSource({"person_settings, /api/settings", "reminder_person, /api/reminders/settings"})
    void whoever_chooses_while_everything_is_being_forgotten_comes_after_it(String table, String path)
            throws SQLException {
        chooseEverything();
        String choice = path.equals(SETTINGS) ? "{\"dates\":\"iso\"}" : WISHES.formatted(",\"texts\":true");

        HttpResponse<String> answer = during(
                table, () -> SIDE.post(anna, path, choice), "delete from subscriptions." + table + " where member = ?");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(ReadSide.json(SIDE.get(anna, path)).get("version").intValue())
                .isEqualTo(1);
    }

    @Test
    void what_is_stored_while_everything_is_being_forgotten_is_forgotten_too() throws SQLException {
        chooseEverything();

        HttpResponse<String> answer = during(
                "reminder_person",
                () -> SIDE.post(anna, SETTINGS + "/removal", "{}"),
                "insert into subscriptions.reminder_confirmation (digest, member, address, asked_at, expires_at)"
                        + " values (gen_random_uuid()::text, ?, 'anna@example.org', now(), now())");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(rowsOf(anna)).isZero();
    }

    /** Locks the person's row as another transaction does, has something asked that waits for it, and changes something before it ends. */
    private HttpResponse<String> during(String table, Supplier<HttpResponse<String>> asking, String change)
            throws SQLException {
        try (Connection other = source().getConnection()) {
            other.setAutoCommit(false);
            execute(other, "select 1 from subscriptions." + table + " where member = ? for update");
            CompletableFuture<HttpResponse<String>> answer = CompletableFuture.supplyAsync(asking);
            ReadSide.until(() -> sql().sql("select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                                    + " and datname = current_database() and query like ?")
                            .param("%" + table + "%")
                            .query(Long.class)
                            .single()
                    > 0);
            execute(other, change);
            other.commit();
            return answer.join();
        }
    }

    private void execute(Connection connection, String statement) throws SQLException {
        try (PreparedStatement prepared = connection.prepareStatement(statement)) {
            prepared.setObject(1, ReadSide.member(anna));
            prepared.execute();
        }
    }

    private static DataSource source() {
        return SIDE.bean("subscriptionsDataSource", DataSource.class);
    }

    private static JdbcClient sql() {
        return JdbcClient.create(source());
    }

    private void chooseEverything() {
        saved("{\"language\":\"de\"}");
        assertThat(SIDE.post(anna, REMINDERS, WISHES.formatted("")).statusCode())
                .isEqualTo(200);
        assertThat(rowsOf(anna)).isPositive();
    }

    /** In every table of the subscriptions that holds people. */
    private static long rowsOf(String subject) {
        return sql()
                .sql("select table_name from information_schema.columns"
                        + " where table_schema = 'subscriptions' and column_name = 'member'")
                .query(String.class)
                .list()
                .stream()
                .mapToLong(table -> sql().sql("select count(*) from subscriptions." + table + " where member = ?")
                        .param(ReadSide.member(subject))
                        .query(Long.class)
                        .single())
                .sum();
    }
}
