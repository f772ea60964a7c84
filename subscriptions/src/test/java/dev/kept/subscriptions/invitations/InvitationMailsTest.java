package dev.kept.subscriptions.invitations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.events.MembershipEvent.InvitationWithdrawn;
import dev.kept.events.MembershipEvent.MemberInvited;
import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.projections.English;
import dev.kept.projections.ReadSide;
import dev.kept.projections.Story;
import dev.kept.subscriptions.SubscriptionsSide;
import dev.kept.subscriptions.invitations.InvitationMails.Content;
import dev.kept.subscriptions.invitations.InvitationMails.Which;
import dev.kept.subscriptions.reminders.Mailserver;
import dev.kept.subscriptions.reminders.SetClock;
import dev.kept.subscriptions.requests.Sealing;
import jakarta.mail.internet.MimeMessage;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Invitations by mail, over a read side that sends mail by a clock of its own. */
@ExtendWith(OutputCaptureExtension.class)
class InvitationMailsTest {

    private static final String NOON = "2026-03-10T12:00:00Z";
    private static final SetClock CLOCK = new SetClock(NOON);
    private static final Pattern CONFIRMING = Pattern.compile("/reminders/confirm\\?secret=([A-Za-z0-9_-]+)");
    /** SHA-256 of {@code open sesame}, as the record holds it. */
    private static final String DIGEST = "Qe9LsLI2YeZjAarDYGaRLawDeCe0rmOnsRZaWqk-1Os";

    private static final String SECRET = "open sesame";

    private static Mailserver server;
    private static SubscriptionsSide side;

    private final Story story =
            Story.opened("anna-" + UUID.randomUUID(), "A title that sells", "BUY NOW", "Cheap pills");
    private final UUID invitation = UUID.randomUUID();
    private final String anna = story.annaSubject;
    private final String address = address();
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
    void anna_invites() {
        CLOCK.set(NOON);
        Instant expires = Instant.parse(NOON).plus(Duration.ofDays(14));
        story.a(new MemberInvited(invitation, Side.A, DIGEST, expires, Text.of("Words of my own")));
        known();
    }

    private void known() {
        side.kafka.sendAll(story.entries().subList(sent, story.entries().size()));
        sent = story.entries().size();
        side.json(story, "");
    }

    private static String address() {
        return "p" + UUID.randomUUID().toString().substring(0, 8) + "@example.org";
    }

    private static void reachable(String subject) {
        String own = address();
        assertThat(side.post(subject, "/api/reminders/address", "{\"address\":\"" + own + "\"}")
                        .statusCode())
                .isEqualTo(200);
        Matcher found = CONFIRMING.matcher(Mailserver.text(server.mailsTo(own).getLast()));
        assertThat(found.find()).isTrue();
        assertThat(side.post(subject, "/api/reminders/address/confirmation", "{\"secret\":\"" + found.group(1) + "\"}")
                        .statusCode())
                .isEqualTo(200);
    }

    private HttpResponse<String> mail(String subject, String to, String secret, String more, String... headers) {
        return side.post(
                subject,
                "/api/ledgers/" + story.ledger + "/invitations/" + invitation + "/mails",
                "{\"address\":\"%s\",\"secret\":\"%s\"%s}".formatted(to, secret, more),
                headers);
    }

    private static void refused(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(ReadSide.json(answer).get("code").stringValue()).isEqualTo(code);
    }

    private static long rows() {
        return JdbcClient.create(side.bean("subscriptionsDataSource", DataSource.class))
                .sql("select count(*) from invitation_mail")
                .query(Long.class)
                .single();
    }

    private void arrives(String to, int mails) {
        ReadSide.until(() -> server.mailsTo(to).size() == mails && rows() == 0);
    }

    @Test
    void goes_out_with_the_link_and_without_a_word_of_the_senders_and_is_forgotten(CapturedOutput output) {
        reachable(anna);

        HttpResponse<String> asked = mail(anna, address, SECRET, "");

        assertThat(asked.statusCode()).as(asked.body()).isEqualTo(202);
        assertThat(asked.body()).doesNotContain(address, SECRET).contains("\"expires\":\"2026-03-24T12:00:00");
        arrives(address, 1);
        MimeMessage mail = server.mailsTo(address).getLast();
        assertThat(Mailserver.subject(mail)).isEqualTo("Kept: you are invited to a shared record");
        String link = "http://kept.test/ledgers/%s/invitations/%s#%s".formatted(story.ledger, invitation, SECRET);
        assertThat(Mailserver.text(mail)).contains(link, "24 Mar 2026", "UTC");
        assertThat(Mailserver.html(mail)).contains("href=\"" + link + "\"");
        assertThat(Mailserver.text(mail) + Mailserver.html(mail) + Mailserver.subject(mail))
                .doesNotContain("BUY NOW", "Cheap pills", "A title that sells", "Words of my own");
        assertThat(output.getAll()).doesNotContain(address).doesNotContain(SECRET);
    }

    @Test
    void is_written_in_the_language_asked_for() {
        reachable(anna);

        mail(anna, address, SECRET, ",\"language\":\"de\"");
        arrives(address, 1);

        MimeMessage mail = server.mailsTo(address).getLast();
        assertThat(Mailserver.subject(mail)).isEqualTo("Kept: Sie sind zu einem gemeinsamen Protokoll eingeladen");
        English.isNotIn(Mailserver.text(mail) + Mailserver.html(mail));
    }

    @Test
    void goes_out_once_under_its_key() {
        reachable(anna);
        String[] key = {"Idempotency-Key", UUID.randomUUID().toString()};

        HttpResponse<String> first = mail(anna, address, SECRET, "", key);
        HttpResponse<String> again = mail(anna, address, SECRET, "", key);

        assertThat(again.body()).isEqualTo(first.body());
        refused(mail(anna, address(), SECRET, "", key), 422, "idempotency-key-reused");
        arrives(address, 1);
    }

    @Test
    void needs_the_secret_and_a_member_of_the_inviting_side() {
        reachable(anna);
        reachable(story.borisSubject);

        refused(mail(anna, address, "guessed", ""), 404, "invitation-not-found");
        refused(mail(story.borisSubject, address, SECRET, ""), 404, "invitation-not-found");
        refused(mail("outsider", address, SECRET, ""), 404, "ledger-not-found");
        assertThat(server.mailsTo(address)).isEmpty();
    }

    @Test
    void needs_an_invitation_that_can_be_accepted() {
        reachable(anna);
        story.a(new InvitationWithdrawn(invitation));
        known();

        refused(mail(anna, address, SECRET, ""), 409, "invitation-not-open");
    }

    @Test
    void needs_an_address_that_its_sender_has_confirmed() {
        refused(mail(anna, address, SECRET, ""), 409, "address-not-confirmed");
    }

    @Test
    void is_told_all_that_is_wrong_with_it_at_once() {
        HttpResponse<String> answer = mail(anna, "a@b, c@d.example", "", ",\"language\":\"xx\"");

        refused(answer, 400, "invalid-fields");
        assertThat(ReadSide.json(answer)
                        .get("errors")
                        .valueStream()
                        .map(each -> each.get("pointer").stringValue()))
                .containsExactlyInAnyOrder("#/address", "#/secret", "#/language");
    }

    @Test
    void does_not_flood_a_mailbox_whoever_sends() {
        reachable(anna);
        reachable(story.borisSubject);
        for (int i = 0; i < InvitationMails.PER_ADDRESS; i++) {
            assertThat(mail(anna, address, SECRET, "").statusCode()).isEqualTo(202);
        }

        HttpResponse<String> answer = mail(anna, address.toUpperCase(Locale.ROOT), SECRET, "");

        refused(answer, 429, "too-many-requests");
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        CLOCK.pass(Duration.ofDays(1).plusMinutes(1));
        assertThat(mail(anna, address, SECRET, "").statusCode()).isEqualTo(202);
        arrives(address, InvitationMails.PER_ADDRESS + 1);
    }

    @Test
    void does_not_flood_a_mailbox_by_other_spellings_of_its_address() {
        reachable(anna);
        String name = address.substring(1, address.indexOf('@'));
        for (String spelled : List.of("a.%s+1@gmail.com", "a%s@gmail.com", "A.%s@Gmail.com")) {
            assertThat(mail(anna, spelled.formatted(name), SECRET, "").statusCode())
                    .isEqualTo(202);
        }

        refused(mail(anna, "a%s+2@gmail.com".formatted(name), SECRET, ""), 429, "too-many-requests");
        assertThat(mail(anna, "a.%s@example.org".formatted(name), SECRET, "").statusCode())
                .isEqualTo(202);
        assertThat(mail(anna, "a%s@example.org".formatted(name), SECRET, "").statusCode())
                .isEqualTo(202);
    }

    @Test
    void a_person_sends_so_many_a_day() {
        reachable(anna);
        for (int i = 0; i < InvitationMails.PER_MEMBER; i++) {
            assertThat(mail(anna, address(), SECRET, "").statusCode()).isEqualTo(202);
        }

        refused(mail(anna, address, SECRET, ""), 429, "too-many-requests");
    }

    @Test
    void a_person_who_has_everything_forgotten_begins_no_new_count() {
        reachable(anna);
        for (int i = 0; i < InvitationMails.PER_MEMBER; i++) {
            assertThat(mail(anna, address(), SECRET, "").statusCode()).isEqualTo(202);
        }

        assertThat(side.post(anna, "/api/settings/removal", "{}").statusCode()).isEqualTo(200);
        reachable(anna);

        refused(mail(anna, address, SECRET, ""), 429, "too-many-requests");
        CLOCK.pass(Duration.ofDays(1).plusMinutes(1));
        assertThat(mail(anna, address, SECRET, "").statusCode()).isEqualTo(202);
        arrives(address, 1);
    }

    @Test
    void without_a_mail_server_what_waits_is_forgotten_in_time_all_the_same() {
        SetClock clock = new SetClock(NOON);
        try (SubscriptionsSide without = SubscriptionsSide.start(Map.of(), clock)) {
            JdbcClient sql = JdbcClient.create(without.bean("subscriptionsDataSource", DataSource.class));
            InvitationMails mails = waiting(without);
            mails.mayAsk(story.anna, address, clock.instant());

            clock.pass(Duration.ofDays(1));
            ReadSide.until(() -> count(sql, "invitation_mail_count") == 0);
            assertThat(count(sql, "invitation_mail")).isOne();
            clock.pass(Duration.ofDays(1));
            ReadSide.until(() -> count(sql, "invitation_mail") == 0);
        }
    }

    @Test
    void goes_with_what_else_is_stored_of_its_sender_but_still_counts_for_its_address() {
        try (SubscriptionsSide without = SubscriptionsSide.start(Map.of(), new SetClock(NOON))) {
            JdbcClient sql = JdbcClient.create(without.bean("subscriptionsDataSource", DataSource.class));
            InvitationMails mails = waiting(without);
            Instant noon = Instant.parse(NOON);
            for (int i = 0; i < InvitationMails.PER_ADDRESS; i++) {
                assertThat(mails.mayAsk(story.anna, address, noon)).isTrue();
            }

            assertThat(without.post(anna, "/api/settings/removal", "{}").statusCode())
                    .isEqualTo(200);

            assertThat(count(sql, "invitation_mail")).isZero();
            assertThat(sql.sql("select count(*) from invitation_mail_count where member = ?")
                            .param(story.anna)
                            .query(Long.class)
                            .single())
                    .isZero();
            assertThat(mails.mayAsk(story.anna, address, noon)).isFalse();
        }
    }

    private InvitationMails waiting(SubscriptionsSide at) {
        InvitationMails mails =
                new InvitationMails(at.bean("subscriptionsDataSource", DataSource.class), at.bean(Sealing.class));
        Instant noon = Instant.parse(NOON);
        mails.add(
                new Which(story.ledger, invitation, story.anna),
                new Content(address, SECRET, Locale.ENGLISH),
                noon,
                noon.plus(Duration.ofDays(14)));
        return mails;
    }

    private static long count(JdbcClient sql, String table) {
        return sql.sql("select count(*) from " + table).query(Long.class).single();
    }

    @Test
    void without_a_mail_server_it_is_refused() {
        try (SubscriptionsSide without = SubscriptionsSide.start(Map.of(), CLOCK)) {
            without.kafka.sendAll(story.entries());
            without.json(story, "");

            HttpResponse<String> answer = without.post(
                    anna,
                    "/api/ledgers/" + story.ledger + "/invitations/" + invitation + "/mails",
                    "{\"address\":\"%s\",\"secret\":\"%s\"}".formatted(address, SECRET));

            refused(answer, 409, "mail-off");
        }
    }
}
