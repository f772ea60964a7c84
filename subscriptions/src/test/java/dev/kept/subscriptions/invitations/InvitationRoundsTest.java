package dev.kept.subscriptions.invitations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.events.MembershipEvent.InvitationWithdrawn;
import dev.kept.events.MembershipEvent.MemberInvited;
import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.projections.Story;
import dev.kept.projections.readmodels.Invitations;
import dev.kept.projections.readmodels.Memberships;
import dev.kept.subscriptions.SubscriptionsSide;
import dev.kept.subscriptions.invitations.InvitationMails.Content;
import dev.kept.subscriptions.invitations.InvitationMails.Which;
import dev.kept.subscriptions.reminders.Letters;
import dev.kept.subscriptions.reminders.SetClock;
import dev.kept.subscriptions.reminders.mail.Letter;
import dev.kept.subscriptions.reminders.mail.MailOutcome;
import dev.kept.subscriptions.reminders.mail.MailSettings;
import dev.kept.subscriptions.requests.Sealing;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What becomes of invitations that wait to be sent, round by round. */
class InvitationRoundsTest {

    private static final String DIGEST = "Qe9LsLI2YeZjAarDYGaRLawDeCe0rmOnsRZaWqk-1Os";
    private static final Content CONTENT = new Content("carla@example.org", "open sesame", Locale.ENGLISH);

    private final SubscriptionsSide side = SubscriptionsSide.shared();
    private final DataSource database = side.bean("subscriptionsDataSource", DataSource.class);
    private final SetClock clock =
            new SetClock(Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    private final InvitationMails mails = new InvitationMails(database, side.bean(Sealing.class));
    private final Story story = Story.opened();
    private final UUID invitation = UUID.randomUUID();
    private final List<Letter> letters = new CopyOnWriteArrayList<>();
    private volatile MailOutcome outcome = MailOutcome.TAKEN;
    private int sent;
    private final InvitationRounds rounds = new InvitationRounds(
            database,
            side.bean(Sealing.class),
            side.bean(Invitations.class),
            side.bean(Memberships.class),
            side.bean(Letters.class),
            settings(),
            letter -> {
                letters.add(letter);
                return outcome;
            },
            clock);

    private static MailSettings settings() {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "test",
                        Map.of(
                                "kept.mail.host",
                                "127.0.0.1",
                                "kept.mail.from",
                                "Kept <kept@kept.test>",
                                "kept.public-url",
                                "http://kept.test")));
        return Objects.requireNonNull(MailSettings.from(environment));
    }

    @BeforeEach
    void one_waits() {
        JdbcClient.create(database)
                .sql("truncate invitation_mail, given_up_invitation_mail")
                .update();
        Instant expires = clock.instant().plus(Duration.ofDays(14));
        story.a(new MemberInvited(invitation, Side.A, DIGEST, expires, Text.of("Come along")));
        known();
        mails.add(new Which(story.ledger, invitation, story.anna), CONTENT, clock.instant(), expires);
    }

    @AfterEach
    void end() throws InterruptedException {
        rounds.close();
    }

    private void known() {
        side.kafka.sendAll(story.entries().subList(sent, story.entries().size()));
        sent = story.entries().size();
        side.json(story, "");
    }

    private long rows() {
        return JdbcClient.create(database)
                .sql("select count(*) from invitation_mail")
                .query(Long.class)
                .single();
    }

    /** A round, and the one that stores what became of it. */
    private void round() throws InterruptedException {
        rounds.run();
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (underWay() > 0 && System.nanoTime() < end) {
            rounds.run();
        }
    }

    private long givenUp() {
        return JdbcClient.create(database)
                .sql("select count(*) from given_up_invitation_mail")
                .query(Long.class)
                .single();
    }

    /** Those that are taken up again only because nothing was heard of them. */
    private long underWay() {
        return JdbcClient.create(database)
                .sql("select count(*) from invitation_mail where next_attempt = ?")
                .param(clock.instant().plus(Duration.ofMinutes(15)).atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
    }

    @Test
    void what_was_taken_is_gone() throws InterruptedException {
        assertThat(JdbcClient.create(database)
                        .sql("select encode(sealed, 'escape') from invitation_mail")
                        .query(String.class)
                        .single())
                .doesNotContain("carla", "sesame");

        round();

        assertThat(letters).hasSize(1);
        assertThat(rows()).isZero();
        assertThat(givenUp()).isZero();
    }

    @Test
    void what_was_not_taken_is_tried_again_under_the_same_id_and_given_up_in_the_end() throws InterruptedException {
        outcome = MailOutcome.NOT_TAKEN;
        round();
        assertThat(letters).hasSize(1);
        assertThat(rows()).isOne();

        clock.pass(Duration.ofMinutes(20));
        round();
        assertThat(letters).hasSize(2);
        assertThat(letters.getFirst().id()).isEqualTo(letters.getLast().id());

        clock.pass(Duration.ofDays(2));
        rounds.run();
        assertThat(rows()).isZero();
        assertThat(givenUp()).isOne();

        clock.pass(Duration.ofDays(8));
        rounds.run();
        assertThat(givenUp()).isZero();
    }

    @Test
    void one_that_may_have_arrived_three_times_is_not_sent_again() throws InterruptedException {
        outcome = MailOutcome.UNKNOWN;
        for (int i = 0; i < 3; i++) {
            assertThat(rows()).isOne();
            round();
            clock.pass(Duration.ofMinutes(20));
        }

        assertThat(letters).hasSize(3);
        assertThat(rows()).isZero();
        assertThat(givenUp()).isOne();
    }

    @Test
    void an_address_that_does_not_exist_is_forgotten() throws InterruptedException {
        outcome = MailOutcome.NO_SUCH_MAILBOX;

        round();

        assertThat(rows()).isZero();
        assertThat(givenUp()).isOne();
    }

    @Test
    void one_that_was_taken_back_meanwhile_does_not_go_out() throws InterruptedException {
        story.a(new InvitationWithdrawn(invitation));
        known();

        rounds.run();

        assertThat(letters).isEmpty();
        assertThat(rows()).isZero();
    }

    @Test
    void one_whose_sender_has_left_meanwhile_does_not_go_out() throws InterruptedException {
        story.removed(story.anna, Side.A);
        knownToBoris();

        rounds.run();

        assertThat(letters).isEmpty();
        assertThat(rows()).isZero();
    }

    /** Anna cannot read the ledger any more; Boris can. */
    private void knownToBoris() {
        side.kafka.sendAll(story.entries().subList(sent, story.entries().size()));
        sent = story.entries().size();
        assertThat(side.get(
                                story.borisSubject,
                                "/api/ledgers/" + story.ledger,
                                "Kept-At-Least",
                                Long.toString(story.head()))
                        .statusCode())
                .isEqualTo(200);
    }
}
