package dev.kept.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.projections.ReadSide;
import dev.kept.projections.Story;
import dev.kept.subscriptions.reminders.Mailserver;
import dev.kept.subscriptions.reminders.SetClock;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The pages of reminders, over a read side that sends mail by a clock of its own. */
class RemindersPagesTest {

    private static final String NOON = "2026-03-10T12:00:00Z";
    private static final SetClock CLOCK = new SetClock(NOON);
    private static final Pattern SECRET = Pattern.compile("/reminders/confirm\\?secret=([A-Za-z0-9_-]+)");

    private static final String WISHES = """
            {"rhythm":"digest","at":"08:00","zone":"Europe/Berlin","quietFrom":"20:00","quietTo":"07:00",
             "daysBefore":[1,3],"kinds":["due","request","delivery","proposal","review","meeting","other"]}
            """;

    private static Mailserver server;
    private static PagesSide side;

    private final Story story = Story.opened();
    private final String boris = story.borisSubject;
    private int sent;

    @BeforeAll
    static void start() {
        server = new Mailserver();
        side = PagesSide.start(server.settings(), CLOCK);
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

    private void told() {
        side.kafka.sendAll(story.entries().subList(sent, story.entries().size()));
        sent = story.entries().size();
        side.json(story, "");
    }

    private static JsonNode list(String subject) {
        return ReadSide.json(side.get(subject, "/api/reminders"));
    }

    private static JsonNode settings(String subject) {
        return ReadSide.json(side.get(subject, "/api/reminders/settings"));
    }

    private static String address() {
        return "p" + UUID.randomUUID().toString().substring(0, 8) + "@example.org";
    }

    private String token(String body) {
        Matcher found = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"").matcher(body);
        assertThat(found.find()).isTrue();
        return "_csrf=" + ReadSide.encoded(found.group(1));
    }

    @Test
    void lists_puts_off_and_leads_to_the_settings() {
        Browser browser = side.browser();
        story.delivered(story.made("The API notes <b>bold</b>"));
        told();
        browser.signIn(boris);
        String page = browser.open("/reminders").body();
        String cause = list(boris).at("/items/0/cause").stringValue();

        assertThat(page)
                .contains("Confirm or dispute the delivery", "The API notes &lt;b&gt;bold", "/reminders/settings")
                .doesNotContain("<b>bold");
        HttpResponse<String> put = browser.post("/reminders/" + cause + "/snooze", token(page) + "&for=P3D");
        assertThat(Browser.location(put)).endsWith("/reminders");
        assertThat(browser.open("/reminders").body()).contains("It is put off.", "Put off until");
        browser.post("/reminders/" + cause + "/dismissal", token(page));
        assertThat(browser.open("/reminders").body()).contains("Nothing waits for you");
    }

    @Test
    void saves_settings_and_says_beside_each_field_what_is_wrong() {
        Browser browser = side.browser();
        told();
        browser.signIn(boris);
        String form = browser.open("/reminders/settings").body();
        assertThat(form).contains("How you are reminded", "In “After the outage”");
        String fixed = token(form) + "&key=" + UUID.randomUUID() + "&seen=0&rhythm=digest&quietFrom=20:00&quietTo=07:00"
                + "&kinds=due&kinds=delivery&texts=yes&ledger-" + story.ledger + "=nothing";

        HttpResponse<String> wrong = browser.post("/reminders/settings", fixed + "&at=noon&daysBefore=3,x");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body())
                .contains("It was not saved", "It must be a time of day")
                .contains("It must be a whole number");

        HttpResponse<String> right = browser.post("/reminders/settings", fixed + "&at=07:30&daysBefore=7, 1");
        assertThat(Browser.location(right)).endsWith("/reminders");
        JsonNode settings = settings(boris);
        assertThat(settings.at("/at").stringValue()).isEqualTo("07:30");
        assertThat(settings.at("/daysBefore")).hasSize(2);
        assertThat(settings.at("/kinds")).hasSize(2);
        assertThat(settings.at("/ledgers/0/kinds")).isEmpty();
        assertThat(browser.open("/reminders/settings").body()).contains("value=\"07:30\"", "value=\"1, 7\"");
    }

    @Test
    void leads_to_the_settings_for_language_and_zone_and_mails_follow_them() {
        Browser browser = side.browser().accepting("de");
        String address = address();
        browser.signIn(boris);
        String form = browser.open("/reminders/settings").body();
        assertThat(form).contains("href=\"/me/settings\"", "in der Sprache dieser Seiten");

        browser.post(
                "/reminders/address",
                token(browser.open("/reminders").body()) + "&address=" + ReadSide.encoded(address));
        assertThat(Mailserver.subject(server.mailsTo(address).getLast())).isEqualTo("Kept: Ist das Ihre Adresse?");

        HttpResponse<String> saved = browser.post(
                "/reminders/settings",
                token(form) + "&key=" + UUID.randomUUID() + "&seen=1&rhythm=digest&at=08:00&kinds=due");
        assertThat(Browser.location(saved)).as(saved.body()).endsWith("/reminders");
        assertThat(settings(boris).at("/language").stringValue()).isEqualTo("de");

        side.post(boris, "/api/settings", "{\"language\":\"en\",\"zone\":\"Asia/Tokyo\"}");
        assertThat(settings(boris).at("/language").stringValue()).isEqualTo("en");
        assertThat(settings(boris).at("/zone").stringValue()).isEqualTo("Asia/Tokyo");
    }

    @Test
    void that_are_saved_while_the_settings_name_a_zone_keep_the_zone_from_before() {
        Browser browser = side.browser();
        browser.signIn(boris);
        side.post(boris, "/api/reminders/settings", WISHES);
        side.post(boris, "/api/settings", "{\"zone\":\"Asia/Tokyo\"}");
        String form = browser.open("/reminders/settings").body();

        browser.post(
                "/reminders/settings",
                token(form) + "&key=" + UUID.randomUUID() + "&seen=1&rhythm=digest&at=07:15&kinds=due");
        assertThat(settings(boris).at("/at").stringValue()).isEqualTo("07:15");
        assertThat(settings(boris).at("/zone").stringValue()).isEqualTo("Asia/Tokyo");
        side.post(boris, "/api/settings", "{}");

        assertThat(settings(boris).at("/zone").stringValue()).isEqualTo("Europe/Berlin");
    }

    @Test
    void pages_documents_mails_and_calendars_follow_the_settings_of_their_reader() {
        story.delivered(story.made("The API notes"));
        UUID due = story.made("The slides", Instant.parse("2026-03-11T21:30:00Z"));
        told();
        Browser browser = side.browser().accepting("en");
        browser.signIn(boris);
        String address = address();
        String token = token(browser.open("/reminders").body());
        browser.post("/reminders/address", token + "&address=" + ReadSide.encoded(address));
        Matcher secret = SECRET.matcher(Mailserver.text(server.mailsTo(address).getLast()));
        assertThat(secret.find()).isTrue();
        browser.post("/reminders/confirm", token + "&secret=" + secret.group(1));
        String calendar = URI.create(ReadSide.json(side.post(boris, "/api/calendars", "{\"texts\":true}"))
                        .get("address")
                        .stringValue())
                .getPath();

        HttpResponse<String> saved = browser.post(
                "/me/settings",
                token + "&key=" + UUID.randomUUID() + "&seen=0&language=de&zone=Asia%2FTokyo&dates=iso&coolingOff=P3D");
        assertThat(saved.statusCode()).as(saved.body()).isEqualTo(302);

        String ledger = "/ledgers/" + story.ledger;
        assertThat(browser.open(ledger + "/commitments/" + due).body())
                .contains("<html lang=\"de\"", "2026-03-12, 06:30");
        assertThat(browser.open(ledger + "/document.md").body()).contains("2026-03-12, 06:30", "Asia/Tokyo");
        assertThat(side.anonymous(calendar).body()).contains("2026-03-12\\, 06:30 Asia/Tokyo", "Fällig: The slides");
        // Eight in the morning in Tokyo, and not in UTC.
        CLOCK.set("2026-03-10T23:00:30Z");
        ReadSide.until(() -> server.mailsTo(address).size() == 2);
        MimeMessage mail = server.mailsTo(address).getLast();
        assertThat(Mailserver.text(mail)).contains("Asia/Tokyo").contains("2026-03-09, 22:00", "Guten Tag");
        assertThat(Mailserver.subject(mail)).startsWith("Kept: ").doesNotContain("waiting");
    }

    @Test
    void confirms_an_address_by_a_button_and_not_by_opening_the_link() {
        Browser browser = side.browser();
        String address = address();
        browser.signIn(boris);
        String page = browser.open("/reminders").body();
        assertThat(browser.post("/reminders/address", token(page) + "&address=nobody")
                        .body())
                .contains("It must be an e-mail address");
        browser.post("/reminders/address", token(page) + "&address=" + ReadSide.encoded(address));
        Matcher link = SECRET.matcher(Mailserver.text(server.mailsTo(address).getLast()));
        assertThat(link.find()).isTrue();

        String opened =
                browser.open("/reminders/confirm?secret=" + link.group(1)).body();
        assertThat(settings(boris).at("/mail").stringValue()).isEqualTo("no-address");
        browser.post("/reminders/confirm", token(opened) + "&secret=" + link.group(1));
        assertThat(settings(boris).at("/mail").stringValue()).isEqualTo("ready");
        assertThat(browser.post("/reminders/confirm", token(opened) + "&secret=" + link.group(1))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void is_for_whoever_signed_in() {
        Browser browser = side.browser();
        for (String path : List.of("/reminders", "/reminders/settings", "/reminders/confirm?secret=x")) {
            assertThat(Browser.location(browser.open(path))).contains("/oauth2/authorization/kept");
        }
    }

    @Test
    void the_link_in_a_mail_ends_the_mails_by_one_click_without_signing_in_and_not_by_a_look() {
        Browser browser = side.browser();
        String address = address();
        assertThat(side.post(boris, "/api/reminders/address", "{\"address\":\"" + address + "\"}")
                        .statusCode())
                .isEqualTo(200);
        Matcher link = SECRET.matcher(Mailserver.text(server.mailsTo(address).getLast()));
        assertThat(link.find()).isTrue();
        assertThat(side.post(boris, "/api/reminders/address/confirmation", "{\"secret\":\"" + link.group(1) + "\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(side.post(boris, "/api/reminders/settings", WISHES).statusCode())
                .isEqualTo(200);
        story.delivered(story.made("The API notes"));
        told();
        CLOCK.set("2026-03-11T07:00:00Z");
        ReadSide.until(() -> server.mailsTo(address).size() == 2);
        MimeMessage mail = server.mailsTo(address).getLast();
        String end = Mailserver.header(mail, "List-Unsubscribe").replaceAll("^<http://kept.test|>$", "");

        HttpResponse<String> look = browser.open(end);
        assertThat(look.statusCode()).isEqualTo(200);
        assertThat(look.body()).contains("<button type=\"submit\">Stop the mails</button>");
        assertThat(settings(boris).at("/rhythm").stringValue()).isEqualTo("digest");

        HttpResponse<String> click = browser.post(end, "List-Unsubscribe=One-Click");
        assertThat(click.statusCode()).isEqualTo(200);
        assertThat(settings(boris).at("/rhythm").stringValue()).isEqualTo("never");
        assertThat(browser.post(end, "List-Unsubscribe=One-Click").statusCode())
                .as("said twice")
                .isEqualTo(200);

        HttpResponse<String> guess = browser.post("/reminders/unsubscribe?token=guess", "List-Unsubscribe=One-Click");
        assertThat(guess.statusCode()).isEqualTo(404);
        assertThat(guess.body()).contains("This link stops nothing");
    }

    @Test
    void where_no_mail_server_is_named_the_page_says_that_mail_is_off() {
        Browser browser = side.browser();
        Browser without = PagesSide.shared().browser();
        without.signIn(boris);
        assertThat(without.open("/reminders").body()).contains("Mail is off");
    }
}
