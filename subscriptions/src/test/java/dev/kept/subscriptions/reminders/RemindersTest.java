package dev.kept.subscriptions.reminders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.events.ConcernEvent.ConcernAcknowledged;
import dev.kept.events.ConcernEvent.ConcernRaised;
import dev.kept.events.ConcernEvent.ReadinessDeclared;
import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.projections.English;
import dev.kept.projections.ReadSide;
import dev.kept.projections.Story;
import dev.kept.subscriptions.SubscriptionsSide;
import jakarta.mail.internet.MimeMessage;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The API of reminders, over a read side that sends mail by a clock of its own. */
class RemindersTest {

    private static final String NOON = "2026-03-10T12:00:00Z";
    private static final SetClock CLOCK = new SetClock(NOON);
    private static final Pattern SECRET = Pattern.compile("/reminders/confirm\\?secret=([A-Za-z0-9_-]+)");
    private static final String WISHES = """
            {"rhythm":"digest","at":"08:00","zone":"Europe/Berlin","quietFrom":"20:00","quietTo":"07:00",
             "daysBefore":[1,3],"kinds":["due","request","delivery","proposal","review","meeting","other"]%s}
            """;

    private static Mailserver server;
    private static SubscriptionsSide side;

    private final Story story = Story.opened();
    private final String anna = story.annaSubject;
    private final String boris = story.borisSubject;
    private int sent;

    @BeforeAll
    static void start() {
        server = new Mailserver();
        side = SubscriptionsSide.start(server.settings(), CLOCK);
    }

    @AfterAll
    static void stop() {
        side.close();
        server.close();
    }

    @BeforeEach
    void at_noon() {
        CLOCK.set(NOON);
    }

    private void known() {
        side.kafka.sendAll(story.entries().subList(sent, story.entries().size()));
        sent = story.entries().size();
        side.json(story, "");
    }

    private static JsonNode list(String subject) {
        HttpResponse<String> answer = side.get(subject, "/api/reminders");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        return ReadSide.json(answer);
    }

    private static JsonNode settings(String subject) {
        return ReadSide.json(side.get(subject, "/api/reminders/settings"));
    }

    private static List<String> whats(String subject) {
        return list(subject)
                .get("items")
                .valueStream()
                .map(item -> item.get("what").stringValue())
                .toList();
    }

    private static JsonNode refused(HttpResponse<String> answer, int status, String code) {
        JsonNode problem = ReadSide.json(answer);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(problem.get("code").stringValue()).isEqualTo(code);
        return problem;
    }

    private static List<String> pointers(JsonNode problem) {
        return problem.get("errors")
                .valueStream()
                .map(error -> error.get("pointer").stringValue())
                .toList();
    }

    private static HttpResponse<String> save(String subject, String more, String... headers) {
        return side.post(subject, "/api/reminders/settings", WISHES.formatted(more), headers);
    }

    /** Goes the whole way: a mail, its link, the confirmation. */
    private static void reachable(String subject, String address) {
        assertThat(side.post(subject, "/api/reminders/address", "{\"address\":\"" + address + "\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(side.post(subject, "/api/reminders/address/confirmation", secret(address))
                        .statusCode())
                .isEqualTo(200);
    }

    private static String secret(String address) {
        Matcher found = SECRET.matcher(Mailserver.text(server.mailsTo(address).getLast()));
        assertThat(found.find()).isTrue();
        return "{\"secret\":\"" + found.group(1) + "\"}";
    }

    private static HttpResponse<String> anonymously(String path, String json) {
        return side.post(null, path, json);
    }

    private static String address() {
        return "p" + UUID.randomUUID().toString().substring(0, 8) + "@example.org";
    }

    @Nested
    class The_list {

        @Test
        void holds_what_waits_and_which_dates_are_near_and_where_to_see_to_it() {
            UUID delivered = story.made("The API notes");
            story.delivered(delivered);
            UUID near = story.made("The release notes", Instant.parse("2026-03-12T16:00:00Z"));
            story.made("Much later");
            known();

            JsonNode borises = list(boris);
            assertThat(borises.at("/waitingCount").intValue()).isEqualTo(1);
            JsonNode item = borises.at("/items/0");
            assertThat(item.at("/kind").stringValue()).isEqualTo("delivery");
            assertThat(item.at("/what").stringValue()).isEqualTo("confirm-delivery");
            assertThat(item.at("/title").stringValue()).isEqualTo("The API notes");
            assertThat(item.at("/ledgerTitle").stringValue()).isEqualTo("After the outage");
            assertThat(item.at("/link").stringValue())
                    .isEqualTo("/ledgers/%s/commitments/%s".formatted(story.ledger, delivered));

            JsonNode annas = list(anna).at("/items");
            assertThat(annas).hasSize(1);
            assertThat(annas.at("/0/what").stringValue()).isEqualTo("deliver");
            assertThat(annas.at("/0/item").stringValue()).isEqualTo(near.toString());
            assertThat(annas.at("/0/daysBefore").intValue()).isEqualTo(3);
        }

        @Test
        void is_without_an_item_as_soon_as_somebody_acted() {
            UUID commitment = story.made("The API notes");
            story.delivered(commitment);
            known();
            assertThat(whats(boris)).containsExactly("confirm-delivery");

            story.confirmed(commitment);
            known();
            assertThat(whats(boris)).isEmpty();
        }

        @Test
        void has_the_same_cause_for_the_same_cause_and_another_for_another() {
            story.delivered(story.made("The API notes"));
            known();
            String before = list(boris).at("/items/0/cause").stringValue();
            story.delivered(story.made("The release notes"));
            known();

            List<String> causes = list(boris)
                    .get("items")
                    .valueStream()
                    .map(item -> item.get("cause").stringValue())
                    .toList();
            assertThat(causes).hasSize(2).doesNotHaveDuplicates().contains(before);
        }

        @Test
        void never_speaks_of_readiness() {
            UUID concern = UUID.randomUUID();
            story.b(new ConcernRaised(
                    concern,
                    Side.B,
                    Text.of("Silence"),
                    Text.of("Calm releases"),
                    Text.of("No word for a week"),
                    Text.of("We waited"),
                    List.of(),
                    Text.of("Tell us"),
                    null,
                    List.of()));
            story.a(new ConcernAcknowledged(concern, Text.of("We see it")));
            story.b(new ReadinessDeclared(concern, Side.B, true, null));
            known();

            assertThat(whats(anna)).isEmpty();
            assertThat(whats(boris)).isEmpty();
        }

        @Test
        void holds_what_the_reader_chose_for_all_ledgers_and_for_one() {
            story.delivered(story.made("The API notes"));
            known();

            save(boris, ",\"ledgers\":[{\"ledger\":\"" + story.ledger + "\",\"kinds\":[]}]");
            assertThat(whats(boris)).isEmpty();
            save(boris, ",\"ledgers\":[{\"ledger\":\"" + story.ledger + "\",\"kinds\":[\"delivery\"]}]");
            assertThat(whats(boris)).containsExactly("confirm-delivery");
            side.post(
                    boris,
                    "/api/reminders/settings",
                    "{\"rhythm\":\"never\",\"at\":\"08:00\",\"zone\":\"UTC\",\"daysBefore\":[],\"kinds\":[\"due\"]}");
            assertThat(whats(boris)).isEmpty();
        }

        @Test
        void is_nobody_elses() {
            story.delivered(story.made("The API notes"));
            known();
            String cause = list(boris).at("/items/0/cause").stringValue();

            assertThat(whats("outsider")).isEmpty();
            for (String way : List.of("snooze", "dismissal")) {
                String body = way.equals("snooze") ? "{\"for\":\"P1D\"}" : "{}";
                refused(side.post("outsider", "/api/reminders/" + cause + "/" + way, body), 404, "reminder-not-found");
                refused(side.post(anna, "/api/reminders/" + cause + "/" + way, body), 404, "reminder-not-found");
                refused(side.post("expired", "/api/reminders/" + cause + "/" + way, body), 401, "unauthenticated");
            }
            assertThat(list(boris).at("/items/0").has("snoozedUntil")).isFalse();
        }
    }

    @Nested
    class Something_put_off {

        private String cause() {
            return list(boris).at("/items/0/cause").stringValue();
        }

        @BeforeEach
        void a_delivery_waits() {
            story.delivered(story.made("The API notes"));
            known();
        }

        @Test
        void says_until_when_and_comes_back() {
            String path = "/api/reminders/" + cause() + "/snooze";
            assertThat(side.post(boris, path, "{\"for\":\"P3D\"}").statusCode()).isEqualTo(200);

            JsonNode then = list(boris);
            assertThat(then.at("/items/0/snoozedUntil").stringValue()).isEqualTo("2026-03-13T12:00:00.000Z");
            assertThat(then.at("/waitingCount").intValue()).isZero();
            assertThat(then.at("/snoozedCount").intValue()).isEqualTo(1);

            CLOCK.pass(Duration.ofDays(3));
            assertThat(list(boris).at("/waitingCount").intValue()).isEqualTo(1);
            assertThat(list(boris).at("/items/0").has("snoozedUntil")).isFalse();
        }

        @Test
        void for_good_is_gone() {
            assertThat(side.post(boris, "/api/reminders/" + cause() + "/dismissal", "{}")
                            .statusCode())
                    .isEqualTo(200);

            assertThat(whats(boris)).isEmpty();
        }

        @Test
        void needs_one_instant_within_a_year() {
            String path = "/api/reminders/" + cause() + "/snooze";

            for (String body : List.of(
                    "{}",
                    "{\"for\":\"P1D\",\"until\":\"2026-03-20T12:00:00Z\"}",
                    "{\"for\":\"P900D\"}",
                    "{\"for\":\"soon\"}",
                    "{\"for\":\"PT0S\"}",
                    "{\"until\":\"2026-03-01T12:00:00Z\"}",
                    "{\"until\":\"2027-12-01T12:00:00Z\"}",
                    "{\"until\":\"tomorrow\"}")) {
                refused(side.post(boris, path, body), 400, "invalid-fields");
            }
            assertThat(pointers(refused(
                            side.post(boris, path, "{\"for\":\"soon\",\"until\":\"later\",\"why\":1}"),
                            400,
                            "invalid-fields")))
                    .containsExactlyInAnyOrder("#/for", "#/until", "#/why");
            assertThat(list(boris).at("/snoozedCount").intValue()).isZero();
        }
    }

    @Nested
    class Settings {

        @Test
        void are_a_digest_in_the_morning_without_words_of_the_record_until_somebody_says_otherwise() {
            JsonNode settings = settings(boris);

            assertThat(settings.at("/rhythm").stringValue()).isEqualTo("digest");
            assertThat(settings.at("/at").stringValue()).isEqualTo("08:00");
            assertThat(settings.at("/texts").booleanValue()).isFalse();
            assertThat(settings.at("/kinds")).hasSize(ReminderKind.values().length);
            assertThat(settings.at("/mail").stringValue()).isEqualTo("no-address");
            assertThat(settings.has("next")).isFalse();
        }

        @Test
        void hold_the_language_of_whoever_says_them_until_somebody_says_another() {
            assertThat(settings(boris).at("/language").stringValue()).isEqualTo("en");

            save(boris, "", "Accept-Language", "de-AT,en;q=0.1");
            assertThat(settings(boris).at("/language").stringValue()).isEqualTo("de");
            save(boris, ",\"texts\":true");
            assertThat(settings(boris).at("/language").stringValue()).isEqualTo("de");
            save(boris, ",\"language\":\"en\"", "Accept-Language", "de");
            assertThat(settings(boris).at("/language").stringValue()).isEqualTo("en");
            assertThat(pointers(refused(save(boris, ",\"language\":\"tok\""), 400, "invalid-fields")))
                    .containsExactly("#/language");
        }

        @Test
        void come_back_as_they_were_said_and_carry_their_version() {
            HttpResponse<String> saved = save(boris, ",\"texts\":true");

            JsonNode settings = settings(boris);
            assertThat(ReadSide.json(saved)).isEqualTo(settings);
            assertThat(saved.headers().firstValue("ETag")).hasValue("\"1\"");
            assertThat(settings.at("/zone").stringValue()).isEqualTo("Europe/Berlin");
            assertThat(settings.at("/quietFrom").stringValue()).isEqualTo("20:00");
            assertThat(settings.at("/daysBefore/1").intValue()).isEqualTo(3);
            assertThat(settings.at("/texts").booleanValue()).isTrue();
        }

        @Test
        void of_two_who_saw_the_same_the_second_is_told_unless_both_say_the_same() {
            save(boris, "");

            assertThat(save(boris, "", "If-Match", "\"0\"").statusCode())
                    .as("nothing would change")
                    .isEqualTo(200);
            JsonNode stale = refused(save(boris, ",\"texts\":true", "If-Match", "\"0\""), 412, "stale");
            assertThat(stale.at("/facts/version").intValue()).isEqualTo(1);
            assertThat(save(boris, ",\"texts\":true", "If-Match", "\"1\"").statusCode())
                    .isEqualTo(200);
        }

        @Test
        void are_refused_with_all_that_is_wrong() {
            JsonNode problem = refused(side.post(boris, "/api/reminders/settings", """
                            {"rhythm":"hourly","at":"8 o'clock","zone":"Mars/Olympus","quietFrom":"20:00",
                             "daysBefore":[-1],"kinds":["readiness"],"ledgers":[{"ledger":"x"}],"more":1}
                            """), 400, "invalid-fields");

            assertThat(pointers(problem))
                    .containsExactlyInAnyOrder(
                            "#/rhythm",
                            "#/at",
                            "#/zone",
                            "#/quietTo",
                            "#/daysBefore/0",
                            "#/kinds/0",
                            "#/ledgers/0/ledger",
                            "#/ledgers/0/kinds",
                            "#/more");
            assertThat(settings(boris).at("/version").intValue()).isZero();
        }

        @Test
        void name_own_ledgers_only_and_each_once() {
            known();
            String own = "{\"ledger\":\"" + story.ledger + "\",\"kinds\":[]}";

            assertThat(pointers(refused(
                            save(
                                    boris,
                                    ",\"ledgers\":[%s,%s,{\"ledger\":\"%s\",\"kinds\":[]}]"
                                            .formatted(own, own, UUID.randomUUID())),
                            400,
                            "invalid-fields")))
                    .containsExactly("#/ledgers/1/ledger", "#/ledgers/2/ledger");
            assertThat(pointers(refused(save("outsider", ",\"ledgers\":[" + own + "]"), 400, "invalid-fields")))
                    .containsExactly("#/ledgers/0/ledger");
        }

        @Test
        void quiet_hours_begin_and_end() {
            String same = WISHES.formatted("").replace("07:00", "20:00");

            assertThat(pointers(refused(side.post(boris, "/api/reminders/settings", same), 400, "invalid-fields")))
                    .containsExactly("#/quietTo");
        }
    }

    @Nested
    class An_address {

        private final String address = address();

        @Test
        void gets_one_mail_with_a_link_and_nothing_else_until_it_is_confirmed() {
            story.delivered(story.made("The API notes"));
            known();
            HttpResponse<String> asked = side.post(
                    boris, "/api/reminders/address", "{\"address\":\"" + address + "\",\"zone\":\"Europe/Berlin\"}");
            assertThat(asked.statusCode()).isEqualTo(200);
            assertThat(settings(boris).at("/unconfirmed").stringValue()).isEqualTo(address);
            assertThat(settings(boris).at("/mail").stringValue()).isEqualTo("no-address");
            assertThat(settings(boris).at("/zone").stringValue()).isEqualTo("Europe/Berlin");
            CLOCK.pass(Duration.ofHours(30));
            assertThat(server.mailsTo(address)).singleElement().satisfies(mail -> {
                assertThat(Mailserver.subject(mail)).isEqualTo("Kept: is this your address?");
                assertThat(Mailserver.header(mail, "List-Unsubscribe")).isEmpty();
                assertThat(Mailserver.html(mail)).doesNotContain("boris");
            });

            HttpResponse<String> confirmed = side.post(boris, "/api/reminders/address/confirmation", secret(address));
            assertThat(ReadSide.json(confirmed).at("/mail").stringValue()).isEqualTo("ready");
            assertThat(ReadSide.json(confirmed).at("/address").stringValue()).isEqualTo(address);
            assertThat(ReadSide.json(confirmed).has("unconfirmed")).isFalse();
            assertThat(ReadSide.json(confirmed).at("/next").stringValue()).isEqualTo("2026-03-12T07:00:00.000Z");

            CLOCK.set("2026-03-12T07:00:00Z");
            ReadSide.until(() -> server.mailsTo(address).size() == 2);
            assertThat(Mailserver.subject(server.mailsTo(address).getLast())).isEqualTo("Kept: 1 thing waits for you");
        }

        @Test
        void gets_that_mail_in_the_language_of_whoever_named_it_and_reminders_too() {
            side.post(
                    boris,
                    "/api/reminders/address",
                    "{\"address\":\"" + address + "\",\"zone\":\"Europe/Berlin\"}",
                    "Accept-Language",
                    "de");

            MimeMessage mail = server.mailsTo(address).getLast();
            assertThat(Mailserver.subject(mail)).isEqualTo("Kept: Ist das Ihre Adresse?");
            assertThat(Mailserver.text(mail)).startsWith("Guten Tag,\n\njemand hat Kept gebeten");
            assertThat(Mailserver.html(mail)).contains("<html lang=\"de\">", "Ja, das ist meine Adresse</a>");
            English.isNotIn(Mailserver.text(mail) + Mailserver.html(mail));
            assertThat(settings(boris).at("/language").stringValue()).isEqualTo("de");
        }

        @Test
        void is_confirmed_once_in_time_and_by_nobody_else() {
            side.post(boris, "/api/reminders/address", "{\"address\":\"" + address + "\"}");
            String secret = secret(address);
            String path = "/api/reminders/address/confirmation";

            refused(side.post(anna, path, secret), 404, "confirmation-not-found");
            refused(side.post(boris, path, "{\"secret\":\"guessed\"}"), 404, "confirmation-not-found");
            assertThat(side.post(boris, path, secret).statusCode()).isEqualTo(200);
            refused(side.post(boris, path, secret), 404, "confirmation-not-found");

            CLOCK.pass(Duration.ofMinutes(2));
            side.post(boris, "/api/reminders/address", "{\"address\":\"" + address + "\"}");
            String late = secret(address);
            CLOCK.pass(Duration.ofDays(2));
            refused(side.post(boris, path, late), 404, "confirmation-not-found");
        }

        @Test
        void is_not_flooded() {
            String path = "/api/reminders/address";
            String body = "{\"address\":\"" + address + "\"}";

            assertThat(side.post(boris, path, body).statusCode()).isEqualTo(200);
            refused(side.post(boris, path, body), 429, "too-many-requests");
            for (int more = 0; more < 4; more++) {
                CLOCK.pass(Duration.ofMinutes(2));
                String other = more % 2 == 0 ? anna : boris;
                assertThat(side.post(other, path, body).statusCode()).isEqualTo(200);
            }
            CLOCK.pass(Duration.ofMinutes(2));
            refused(side.post("somebody-" + story.ledger, path, body), 429, "too-many-requests");
            assertThat(server.mailsTo(address)).hasSize(5);
        }

        @Test
        void gets_no_more_mails_a_day_however_many_people_name_it_at_once() throws Exception {
            String body = "{\"address\":\"" + address + "\"}";
            List<Callable<HttpResponse<String>>> people = IntStream.range(0, 20)
                    .<Callable<HttpResponse<String>>>mapToObj(person ->
                            () -> side.post("p" + person + "-" + story.ledger, "/api/reminders/address", body))
                    .toList();

            try (ExecutorService at = Executors.newFixedThreadPool(people.size())) {
                for (Future<HttpResponse<String>> answer : at.invokeAll(people)) {
                    assertThat(answer.get().statusCode()).isIn(200, 429);
                }
            }

            assertThat(server.mailsTo(address)).hasSize(5);
        }

        @Test
        void is_one_plain_address() {
            for (String wrong : List.of(
                    "nobody",
                    "a@b@example.org",
                    "a@example.org, b@example.org",
                    "A <a@example.org>",
                    "a@example.org\\nBcc: b@example.org",
                    "jürgen@example.org",
                    "a b@example.org",
                    "a@localhost")) {
                assertThat(pointers(refused(
                                side.post(boris, "/api/reminders/address", "{\"address\":\"" + wrong + "\"}"),
                                400,
                                "invalid-fields")))
                        .as(wrong)
                        .allMatch("#/address"::equals);
            }
        }

        @Test
        void is_forgotten_when_the_person_says_so() {
            reachable(boris, address);

            HttpResponse<String> removed = side.post(boris, "/api/reminders/address/removal", "{}");
            assertThat(ReadSide.json(removed).at("/mail").stringValue()).isEqualTo("no-address");
            assertThat(removed.body()).doesNotContain(address);
        }
    }

    @Nested
    class A_mail {

        private final String address = address();

        @Test
        void is_ended_by_one_click_without_signing_in_and_not_by_a_look() {
            story.delivered(story.made("The API notes"));
            known();
            save(boris, "");
            reachable(boris, address);
            CLOCK.set("2026-03-11T07:00:00Z");
            ReadSide.until(() -> server.mailsTo(address).size() == 2);
            MimeMessage mail = server.mailsTo(address).getLast();
            String end = Mailserver.header(mail, "List-Unsubscribe").replaceAll("^<http://kept.test|>$", "");

            String token = "{\"token\":\"" + end.replaceAll("^.*token=", "") + "\"}";
            assertThat(anonymously("/api/unsubscription-lookups", token).statusCode())
                    .isEqualTo(204);
            assertThat(settings(boris).at("/rhythm").stringValue()).isEqualTo("digest");

            assertThat(anonymously("/api/unsubscriptions", token).statusCode()).isEqualTo(204);
            assertThat(settings(boris).at("/rhythm").stringValue()).isEqualTo("never");
            assertThat(anonymously("/api/unsubscriptions", token).statusCode())
                    .as("said twice")
                    .isEqualTo(204);

            for (String path : List.of("/api/unsubscription-lookups", "/api/unsubscriptions")) {
                refused(anonymously(path, "{\"token\":\"guess\"}"), 404, "unsubscription-not-found");
                refused(anonymously(path, "{}"), 400, "invalid-fields");
            }
        }

        @Test
        void as_it_happens_comes_some_minutes_after_what_it_is_about() {
            known();
            side.post(
                    boris, "/api/reminders/settings", WISHES.formatted("").replace("\"digest\"", "\"as-it-happens\""));
            reachable(boris, address);
            story.delivered(story.made("The API notes"));
            known();

            ReadSide.until(() -> settings(boris).at("/next").stringValue().equals("2026-03-10T12:05:00.000Z"));
            CLOCK.pass(Duration.ofMinutes(5));
            ReadSide.until(() -> server.mailsTo(address).size() == 2);
        }
    }

    @Nested
    class Where_no_mail_server_is_named {

        private final SubscriptionsSide without = SubscriptionsSide.shared();

        @Test
        void the_list_works_and_everybody_is_told_that_mail_is_off() {
            assertThat(ReadSide.json(without.get(boris, "/api/reminders/settings"))
                            .at("/mail")
                            .stringValue())
                    .isEqualTo("off");
            refused(without.post(boris, "/api/reminders/address", "{\"address\":\"a@example.org\"}"), 409, "mail-off");
            assertThat(without.get(boris, "/api/reminders").statusCode()).isEqualTo(200);
        }
    }
}
