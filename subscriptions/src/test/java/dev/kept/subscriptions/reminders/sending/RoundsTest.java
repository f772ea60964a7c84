package dev.kept.subscriptions.reminders.sending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.events.WinEvent.WinCelebrated;
import dev.kept.projections.ReadSide;
import dev.kept.subscriptions.reminders.HangingServer;
import dev.kept.subscriptions.reminders.Mailserver;
import dev.kept.subscriptions.reminders.Pending;
import dev.kept.subscriptions.reminders.Rhythm;
import dev.kept.subscriptions.reminders.mail.MailOutcome;
import dev.kept.subscriptions.reminders.mail.MailTransport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes out when, with a real mail server. */
class RoundsTest {

    private final Rig rig = new Rig();

    @Test
    void a_digest_tells_at_its_time_what_waits_and_once() {
        rig.story.delivered(rig.story.made("The API notes"));
        rig.known();
        rig.borisIsReachable(Rhythm.DIGEST);
        double before = Rig.count("taken");

        rig.run(rig.smtp);
        assertThat(rig.mails()).as("it is seven in Berlin").isEmpty();

        rig.clock.set("2026-03-10T07:00:00Z");
        rig.run(rig.smtp);
        assertThat(rig.mails()).singleElement().satisfies(mail -> {
            assertThat(Mailserver.subject(mail)).isEqualTo("Kept: 1 thing waits for you");
            assertThat(Mailserver.header(mail, "To")).isEqualTo(Rig.ADDRESS);
            assertThat(Mailserver.text(mail)).contains("Confirm or dispute the delivery");
        });
        assertThat(Rig.count("taken")).isEqualTo(before + 1);

        for (int day = 0; day < 3; day++) {
            rig.clock.pass(Duration.ofDays(1));
            rig.run(rig.smtp);
        }
        assertThat(rig.mails()).hasSize(1);
    }

    @Test
    void the_next_digest_tells_what_is_new_alone() {
        rig.story.delivered(rig.story.made("The API notes"));
        rig.known();
        rig.borisIsReachable(Rhythm.DIGEST);
        rig.clock.set("2026-03-10T07:00:00Z");
        rig.run(rig.smtp);
        rig.story.a(new WinCelebrated(UUID.randomUUID(), Side.A, Text.of("A calm release"), null, List.of()));
        rig.known();

        rig.clock.set("2026-03-11T07:00:00Z");
        rig.run(rig.smtp);

        assertThat(rig.mails()).hasSize(2);
        assertThat(Mailserver.text(rig.mails().getLast()))
                .contains("Share the win")
                .doesNotContain("delivery");
    }

    @Test
    void a_date_is_told_on_each_of_the_chosen_days_before_it_and_only_to_the_side_that_owes() {
        rig.story.made("The API notes", Instant.parse("2026-03-13T16:00:00Z"));
        rig.known();
        rig.save(rig.reachable(rig.story.anna, "anna@example.org", Rig.wishes(Rhythm.DIGEST, false)));
        rig.borisIsReachable(Rhythm.DIGEST);
        rig.clock.set("2026-03-09T06:00:00Z");

        for (int day = 0; day < 7; day++) {
            rig.clock.pass(Duration.ofDays(1));
            rig.clock.pass(Duration.ofHours(1));
            rig.run(rig.smtp);
        }

        assertThat(rig.mails())
                .extracting(mail -> Mailserver.header(mail, "To"))
                .containsOnly("anna@example.org")
                .hasSize(2);
        assertThat(rig.mails()).allSatisfy(mail -> {
            assertThat(Mailserver.subject(mail)).isEqualTo("Kept: 1 date is near");
            assertThat(Mailserver.text(mail)).contains("A promise of your side is due", "Fri, 13 Mar 2026, 17:00");
        });
    }

    @Test
    void nothing_is_told_any_more_once_somebody_acted_although_a_mail_was_on_its_way() {
        UUID commitment = rig.story.made("The API notes");
        rig.story.delivered(commitment);
        rig.known();
        rig.borisIsReachable(Rhythm.DIGEST);
        rig.clock.set("2026-03-10T07:00:00Z");
        rig.run(letter -> MailOutcome.NOT_TAKEN);
        rig.story.confirmed(commitment);
        rig.known();

        rig.clock.pass(Duration.ofHours(2));
        rig.run(rig.smtp);
        rig.clock.pass(Duration.ofDays(1));
        rig.run(rig.smtp);

        assertThat(rig.mails()).isEmpty();
    }

    @Test
    void what_a_mail_says_stands_in_no_table_while_it_waits_or_once_it_is_sent() {
        String canary = "Quokka-" + UUID.randomUUID();
        rig.story.delivered(rig.story.made(canary));
        rig.known();
        rig.save(rig.reachable(rig.story.boris, Rig.ADDRESS, Rig.wishes(Rhythm.DIGEST, true)));
        rig.clock.set("2026-03-10T07:00:00Z");
        List<String> letters = new ArrayList<>();

        rig.run(letter -> {
            letters.add(letter.text());
            return MailOutcome.NOT_TAKEN;
        });

        assertThat(letters).singleElement().asString().contains(canary);
        assertThat(rig.rowsOfAllTables()).isNotEmpty().noneMatch(row -> row.contains(canary));
        rig.clock.pass(Duration.ofHours(2));
        rig.run(rig.smtp);
        assertThat(rig.mails()).hasSize(1);
        assertThat(rig.rowsOfAllTables()).isNotEmpty().noneMatch(row -> row.contains(canary));
    }

    @Test
    void a_server_that_is_away_is_tried_again_with_longer_pauses_until_it_takes_the_mail() {
        rig.story.delivered(rig.story.made("The API notes"));
        rig.known();
        rig.borisIsReachable(Rhythm.DIGEST);
        rig.clock.set("2026-03-10T07:00:00Z");
        AtomicInteger attempts = new AtomicInteger();
        MailTransport away = letter -> {
            attempts.incrementAndGet();
            return MailOutcome.NOT_TAKEN;
        };

        for (int minute = 0; minute < 20; minute++) {
            rig.run(away);
            rig.clock.pass(Duration.ofMinutes(1));
        }
        assertThat(attempts.get()).isEqualTo(5);

        rig.clock.pass(Duration.ofHours(1));
        rig.run(rig.smtp);
        rig.run(rig.smtp);
        assertThat(rig.mails()).hasSize(1);
    }

    @Test
    void quiet_hours_hold_back_what_comes_as_it_happens_and_what_is_tried_again() {
        rig.story.delivered(rig.story.made("The API notes"));
        rig.known();
        rig.clock.set("2026-03-10T18:50:00Z");
        rig.borisIsReachable(Rhythm.AS_IT_HAPPENS);
        rig.save(rig.boris().at(rig.clock.instant()));
        rig.run(letter -> MailOutcome.NOT_TAKEN);

        rig.clock.set("2026-03-10T19:30:00Z");
        rig.run(rig.smtp);
        rig.clock.set("2026-03-11T05:59:00Z");
        rig.run(rig.smtp);
        assertThat(rig.mails()).isEmpty();

        rig.clock.set("2026-03-11T06:00:00Z");
        rig.run(rig.smtp);
        assertThat(rig.mails()).hasSize(1);
    }

    @Test
    void who_wants_to_know_as_it_happens_and_sleeps_is_told_in_the_morning() {
        rig.story.delivered(rig.story.made("The API notes"));
        rig.known();
        rig.clock.set("2026-03-10T22:00:00Z");
        rig.borisIsReachable(Rhythm.AS_IT_HAPPENS);
        rig.save(rig.boris().at(rig.clock.instant()));
        rig.run(rig.smtp);

        assertThat(rig.mails()).isEmpty();
        assertThat(rig.boris().nextRun()).isEqualTo("2026-03-11T06:00:00Z");
    }

    @Test
    void a_mailbox_that_does_not_exist_ends_the_mails_and_what_was_not_told_is_told_to_the_next_address() {
        rig.story.delivered(rig.story.made("The API notes"));
        rig.known();
        rig.borisIsReachable(Rhythm.DIGEST);
        rig.clock.set("2026-03-10T07:00:00Z");
        rig.run(letter -> MailOutcome.NO_SUCH_MAILBOX);

        assertThat(rig.boris().isReachable()).isFalse();
        assertThat(rig.boris().nextRun()).isNull();
        rig.clock.pass(Duration.ofDays(2));
        rig.run(rig.smtp);
        assertThat(rig.mails()).isEmpty();

        rig.save(rig.reachable(rig.story.boris, "boris@elsewhere.example", Rig.wishes(Rhythm.DIGEST, false)));
        rig.clock.pass(Duration.ofDays(1));
        rig.run(rig.smtp);
        assertThat(rig.server.mailsTo("boris@elsewhere.example")).hasSize(1);
    }

    @Test
    void somebody_whose_reminders_fail_is_tried_again_later_and_the_others_go_on() {
        rig.story.delivered(rig.story.made("The API notes"));
        rig.known();
        UUID unlucky = UUID.randomUUID();
        rig.save(rig.reachable(unlucky, "carla@example.org", Rig.wishes(Rhythm.DIGEST, false)));
        rig.borisIsReachable(Rhythm.DIGEST);
        rig.sql
                .sql("update reminder_person set wishes = '{\"unknown\": 1}', next_run = ? where member = ?")
                .param(java.sql.Timestamp.from(rig.clock.instant().minusSeconds(3_600)))
                .param(unlucky)
                .update();
        rig.clock.set("2026-03-10T07:00:00Z");

        rig.run(rig.smtp);

        assertThat(rig.mails()).hasSize(1);
        assertThat(rig.sql
                        .sql("select next_run > ? from reminder_person where member = ?")
                        .param(java.sql.Timestamp.from(rig.clock.instant()))
                        .param(unlucky)
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    void a_mail_that_cannot_be_written_is_tried_again_later_and_the_others_go_out() {
        rig.story.delivered(rig.story.made("The API notes"));
        rig.story.made("Another one", Instant.parse("2026-03-13T16:00:00Z"));
        rig.known();
        rig.save(rig.reachable(rig.story.anna, "anna@example.org", Rig.wishes(Rhythm.DIGEST, false)));
        rig.borisIsReachable(Rhythm.DIGEST);
        rig.clock.set("2026-03-10T07:00:00Z");
        rig.run(letter -> MailOutcome.NOT_TAKEN);
        rig.sql
                .sql("update reminder_person set wishes = '{\"unknown\": 1}' where member = ?")
                .param(rig.story.anna)
                .update();
        rig.clock.pass(Duration.ofMinutes(5));

        rig.run(rig.smtp);

        assertThat(rig.server.mailsTo(Rig.ADDRESS)).hasSize(1);
        assertThat(rig.sql
                        .sql("select state from reminder_mail where member = ?")
                        .param(rig.story.anna)
                        .query(String.class)
                        .single())
                .isEqualTo("WAITING");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "RCPT", "."})
    @Timeout(60)
    void a_mail_server_that_hangs_holds_up_neither_other_mails_nor_anybodys_time(String hangsAt) throws Exception {
        rig.story.delivered(rig.story.made("The API notes"));
        rig.story.made("Another one", Instant.parse("2026-03-13T16:00:00Z"));
        rig.known();
        rig.save(rig.reachable(rig.story.anna, "anna@example.org", Rig.wishes(Rhythm.DIGEST, false)));
        rig.borisIsReachable(Rhythm.DIGEST);
        rig.clock.set("2026-03-10T07:00:00Z");
        try (HangingServer server = new HangingServer(hangsAt, false)) {
            MailTransport hanging = rig.patientPost(server.settings());
            MailTransport post =
                    letter -> letter.to().equals("anna@example.org") ? hanging.send(letter) : rig.smtp.send(letter);
            try (Rounds rounds = rig.rounds(rig.database, post)) {
                rounds.run();
                ReadSide.until(() -> server.hanging() == 1);
                assertThat(rig.server.mailsTo(Rig.ADDRESS)).hasSize(1);

                rig.story.a(new WinCelebrated(UUID.randomUUID(), Side.A, Text.of("A calm release"), null, List.of()));
                rig.known();
                rig.clock.set("2026-03-11T07:00:00Z");
                rounds.run();
                assertThat(rig.server.mailsTo(Rig.ADDRESS)).hasSize(2);
            }
        }
    }

    @Test
    void what_was_put_off_is_told_once_more_when_its_time_has_come() {
        rig.story.delivered(rig.story.made("The API notes"));
        rig.known();
        rig.borisIsReachable(Rhythm.DIGEST);
        rig.clock.set("2026-03-10T07:00:00Z");
        rig.run(rig.smtp);
        UUID cause = rig.side
                .bean(Pending.class)
                .of(rig.story.boris, Rig.wishes(Rhythm.DIGEST, false), rig.clock.instant())
                .reminders()
                .getFirst()
                .cause();
        rig.sql
                .sql("insert into reminder_put_off values (?, ?, 1, '2026-03-12T12:00:00Z')")
                .param(rig.story.boris)
                .param(cause)
                .update();

        for (int day = 11; day < 17; day++) {
            rig.clock.set("2026-03-" + day + "T07:00:00Z");
            rig.run(rig.smtp);
            assertThat(rig.mails()).as("on the %d.", day).hasSize(day < 13 ? 1 : 2);
        }
    }
}
