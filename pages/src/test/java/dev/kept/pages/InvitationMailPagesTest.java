package dev.kept.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.events.MembershipEvent.MemberInvited;
import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.projections.ReadSide;
import dev.kept.projections.Story;
import dev.kept.subscriptions.reminders.Mailserver;
import dev.kept.subscriptions.reminders.SetClock;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Sending an invitation by mail from the page that shows its link. */
class InvitationMailPagesTest {

    private static final String NOON = "2026-03-10T12:00:00Z";
    /** SHA-256 of {@code sesame}, as the record holds it. */
    private static final String DIGEST = "0MBPSxlR5K6q7IIj7SA55ULzqugFpvp_bXlOWv_10nI";

    private static Mailserver server;
    private static PagesSide side;

    private final Story story = Story.opened();
    private final UUID invitation = UUID.randomUUID();
    private final String settings = "/ledgers/" + story.ledger + "/settings";

    @BeforeAll
    static void start() {
        server = new Mailserver();
        side = PagesSide.start(server.settings(), new SetClock(NOON));
    }

    @AfterAll
    static void stop() {
        side.close();
        server.close();
    }

    private Browser invites() {
        Instant expires = Instant.parse(NOON).plus(Duration.ofDays(3));
        story.a(new MemberInvited(invitation, Side.A, DIGEST, expires, Text.of("Come along")));
        side.send(story);
        side.json(story, "");
        Browser anna = side.browser();
        anna.signIn(story.annaSubject);
        return anna;
    }

    private HttpResponse<String> send(Browser anna, String address) {
        String link = "http://kept.test/ledgers/%s/invitations/%s#sesame".formatted(story.ledger, invitation);
        return anna.post(
                settings + "/invitation-mails",
                token(anna.open(settings).body()) + "&key=" + UUID.randomUUID() + "&language=de&address=" + address
                        + "&link=" + ReadSide.encoded(link));
    }

    private static String token(String body) {
        Matcher found = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"").matcher(body);
        assertThat(found.find()).isTrue();
        return "_csrf=" + ReadSide.encoded(found.group(1));
    }

    @Test
    void the_page_says_what_is_needed_first_and_then_that_the_mail_is_on_its_way() {
        Browser anna = invites();
        HttpResponse<String> without = send(anna, "carla@example.org");
        assertThat(without.statusCode()).isEqualTo(409);
        assertThat(without.body())
                .contains("Kept sends invitations for people whose own address is confirmed", "#sesame");

        side.post(story.annaSubject, "/api/reminders/address", "{\"address\":\"anna@example.org\"}");
        Matcher secret = Pattern.compile("secret=([A-Za-z0-9_-]+)")
                .matcher(Mailserver.text(server.mailsTo("anna@example.org").getLast()));
        assertThat(secret.find()).isTrue();
        side.post(story.annaSubject, "/api/reminders/address/confirmation", "{\"secret\":\"" + secret.group(1) + "\"}");
        HttpResponse<String> wrong = send(anna, "nowhere");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("It must be an e-mail address", "value=\"nowhere\"", "Send the link by mail");

        assertThat(Browser.location(send(anna, "carla@example.org"))).endsWith(settings);
        assertThat(anna.open(settings).body()).contains("The mail is on its way", "#sesame");
        ReadSide.until(() -> server.mailsTo("carla@example.org").size() == 1);
        assertThat(Mailserver.text(server.mailsTo("carla@example.org").getLast()))
                .contains("Guten Tag", invitation + "#sesame");
    }

    @Test
    void the_link_stays_on_the_page_where_mail_is_away() {
        Browser anna = invites();
        AwayFromApi.away(story.annaSubject, "/mails");
        HttpResponse<String> refused = send(anna, "carla@example.org");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("#sesame");

        AwayFromApi.away(story.annaSubject, "/api/reminders/settings");
        HttpResponse<String> away = send(anna, "carla@example.org");
        assertThat(away.statusCode()).isEqualTo(503);
        assertThat(away.body())
                .contains("#sesame", "The mail could not be sent just now")
                .doesNotContain("name=\"address\"");

        AwayFromApi.answer(story.annaSubject, "/mails", "no problem of ours");
        assertThat(send(anna, "carla@example.org").body()).contains("#sesame", "The mail could not be sent just now");
    }

    @Test
    void what_is_no_link_of_an_invitation_is_not_found() {
        Browser anna = invites();

        assertThat(anna.post(
                                settings + "/invitation-mails",
                                token(anna.open(settings).body()) + "&key=" + UUID.randomUUID() + "&link=elsewhere")
                        .statusCode())
                .isEqualTo(404);
    }
}
