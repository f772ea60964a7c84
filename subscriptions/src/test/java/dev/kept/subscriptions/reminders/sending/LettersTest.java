package dev.kept.subscriptions.reminders.sending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.events.CommitmentEvent.CommitmentMade;
import dev.kept.events.Due;
import dev.kept.events.Side;
import dev.kept.events.Terms;
import dev.kept.events.Text;
import dev.kept.projections.English;
import dev.kept.subscriptions.reminders.Mailserver;
import dev.kept.subscriptions.reminders.Rhythm;
import dev.kept.wording.ShownText;
import jakarta.mail.internet.MimeMessage;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LettersTest {

    private final Rig rig = new Rig();

    @Test
    void holds_no_word_of_the_record_unless_the_person_chose_it() {
        rig.story.delivered(rig.story.made("The API notes <script>alert(1)</script> \u202Eevil"));
        rig.known();
        rig.borisIsReachable(Rhythm.DIGEST);
        rig.clock.set("2026-03-10T07:00:00Z");
        rig.run(rig.smtp);
        MimeMessage plain = rig.mails().getFirst();
        for (String part :
                List.of(Mailserver.text(plain), Mailserver.html(plain), Mailserver.subject(plain), headers(plain))) {
            assertThat(part)
                    .doesNotContain("API notes", "After the outage", "Platform team", "Web shop team", "Anna", "Boris");
        }

        rig.empty();
        rig.save(rig.reachable(rig.story.boris, Rig.ADDRESS, Rig.wishes(Rhythm.DIGEST, true)));
        rig.clock.set("2026-03-11T07:00:00Z");
        rig.run(rig.smtp);
        MimeMessage named = rig.mails().getFirst();
        assertThat(Mailserver.text(named)).contains("The API notes <script>", "in After the outage");
        assertThat(Mailserver.html(named))
                .contains("The API notes &lt;script&gt;", "After the outage")
                .doesNotContain("<script", "<img", "src=");
        assertThat(Mailserver.subject(named)).doesNotContain("API notes");
    }

    private static String headers(MimeMessage mail) {
        try {
            StringBuilder all = new StringBuilder();
            mail.getAllHeaderLines()
                    .asIterator()
                    .forEachRemaining(line -> all.append(line).append('\n'));
            return all.toString();
        } catch (jakarta.mail.MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void is_written_in_the_language_of_whoever_gets_it() {
        rig.story.delivered(rig.story.made("The API notes"));
        Due day = Due.endOf(LocalDate.parse("2026-03-12"), ZoneId.of("Pacific/Auckland"));
        Terms terms = new Terms(Text.of("The figures"), null, null, null, Terms.Monitor.BOTH, day, 7, null);
        rig.story.b(new CommitmentMade(UUID.randomUUID(), Side.B, terms));
        rig.known();
        rig.save(rig.reachable(rig.story.boris, Rig.ADDRESS, Rig.wishes(Rhythm.DIGEST, true, "de-DE")));
        rig.clock.set("2026-03-10T07:00:00Z");
        rig.run(rig.smtp);

        MimeMessage mail = rig.mails().getFirst();
        assertThat(Mailserver.header(mail, "Content-Language")).isEqualTo("de-DE");
        assertThat(Mailserver.subject(mail)).isEqualTo("Kept: 1 Sache wartet auf Sie, 1 Termin rückt näher");
        assertThat(Mailserver.html(mail)).contains("<html lang=\"de\">", "Ihre Erinnerungen ändern</a>");
        assertThat(Mailserver.text(mail))
                .startsWith("Guten Tag,\n\num diese Dinge sollten Sie sich kümmern:\n")
                .contains(
                        "- Die Erledigung bestätigen oder bestreiten: The API notes\n  im Protokoll After the outage\n  bis ")
                .contains("- Eine Zusage Ihrer Seite wird fällig: The figures")
                .contains("Do., 12. März 2026 (Pacific/Auckland), in 2 Tagen")
                .contains("Alle Zeiten sind in der Zeitzone Europe/Berlin angegeben.");
        for (String part : List.of(Mailserver.text(mail), Mailserver.html(mail), Mailserver.subject(mail))) {
            English.isNotIn(part);
            assertThat(part).doesNotContain("kept:", "??");
        }
    }

    @Test
    void names_a_day_with_its_zone_and_a_title_letter_for_letter() {
        String title = "  SAP: <b>STOP.</b>\tשלום  2026-03-31";
        Due day = Due.endOf(LocalDate.parse("2026-03-12"), ZoneId.of("Pacific/Auckland"));
        Terms terms = new Terms(Text.of(title), null, null, null, Terms.Monitor.BOTH, day, 7, null);
        rig.story.b(new CommitmentMade(UUID.randomUUID(), Side.B, terms));
        rig.known();
        rig.save(rig.reachable(rig.story.boris, Rig.ADDRESS, Rig.wishes(Rhythm.DIGEST, true)));
        rig.clock.set("2026-03-10T07:00:00Z");
        rig.run(rig.smtp);

        MimeMessage mail = rig.mails().getFirst();
        assertThat(Mailserver.text(mail))
                .contains(title, "Thu, 12 Mar 2026 (Pacific/Auckland), in 2 days")
                .doesNotContain("11:59", "10:59");
        assertThat(Mailserver.html(mail))
                .contains(
                        ">  SAP: &lt;b&gt;STOP.&lt;/b&gt;\tשלום  2026-03-31</bdi>",
                        "Thu, 12 Mar 2026 (Pacific/Auckland)");
    }

    @Test
    void is_turned_around_by_no_title() {
        rig.story.delivered(rig.story.made("out \u2069of it, \u202Eback"));
        rig.known();
        rig.save(rig.reachable(rig.story.boris, Rig.ADDRESS, Rig.wishes(Rhythm.DIGEST, true)));
        rig.clock.set("2026-03-10T07:00:00Z");
        rig.run(rig.smtp);

        MimeMessage mail = rig.mails().getFirst();
        for (String part : List.of(Mailserver.text(mail), Mailserver.html(mail), Mailserver.subject(mail))) {
            assertThat(ShownText.contained(part)).isEqualTo(part);
        }
        assertThat(Mailserver.text(mail)).contains("out \u27E6U+2069\u27E7of it, \u27E6U+202E\u27E7back");
    }

    @Test
    void can_be_ended_by_one_click_and_asks_machines_not_to_answer() {
        rig.story.delivered(rig.story.made("The API notes"));
        rig.known();
        rig.borisIsReachable(Rhythm.DIGEST);
        rig.clock.set("2026-03-10T07:00:00Z");
        rig.run(rig.smtp);

        MimeMessage mail = rig.mails().getFirst();
        String end = "http://kept.test/reminders/unsubscribe?token=unsubscribe-" + rig.story.boris;
        assertThat(Mailserver.header(mail, "List-Unsubscribe")).isEqualTo("<" + end + ">");
        assertThat(Mailserver.header(mail, "List-Unsubscribe-Post")).isEqualTo("List-Unsubscribe=One-Click");
        assertThat(Mailserver.header(mail, "Auto-Submitted")).isEqualTo("auto-generated");
        assertThat(Mailserver.header(mail, "Message-ID")).matches("<[0-9a-f-]{36}@kept\\.test>");
        assertThat(Mailserver.text(mail))
                .contains(end, "http://kept.test/ledgers/" + rig.story.ledger + "/commitments/");
        assertThat(Mailserver.header(mail, "Content-Type")).startsWith("multipart/alternative");
    }
}
