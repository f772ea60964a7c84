package dev.kept.subscriptions.reminders.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.subscriptions.reminders.HangingServer;
import dev.kept.subscriptions.reminders.Mailserver;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class SmtpMailTransportTest {

    private static final Letter LETTER = new Letter(
            "<one@kept.test>",
            "anna@example.org",
            Locale.UK,
            "Kept: 1 thing waits for you – ünïcode",
            "A text with ünïcode\n.\nand a dot",
            "<p>ünïcode</p>",
            "http://kept.test/reminders/unsubscribe?token=x");

    private static MailTransport post(Map<String, Object> settings) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", settings));
        return new SmtpMailTransport(
                Objects.requireNonNull(MailSettings.from(environment)), Clock.systemUTC(), SmtpMailTransport.PROMPT);
    }

    private static MailTransport postTo(int port, String encryption) {
        return post(Map.of(
                "kept.mail.host", "127.0.0.1",
                "kept.mail.port", port,
                "kept.mail.encryption", encryption,
                "kept.mail.from", "Kept <kept@kept.test>",
                "kept.public-url", "http://kept.test"));
    }

    private static MailOutcome answered(Map<String, String> answers) {
        try (ScriptedServer server = new ScriptedServer(answers)) {
            return postTo(server.port(), "none").send(LETTER);
        }
    }

    @Test
    void a_letter_arrives_as_it_was_written() {
        try (Mailserver server = new Mailserver()) {
            assertThat(post(new HashMap<>(server.settings())).send(LETTER)).isEqualTo(MailOutcome.TAKEN);

            MimeMessage mail = server.mails().getFirst();
            assertThat(Mailserver.subject(mail)).isEqualTo(LETTER.subject());
            assertThat(Mailserver.header(mail, "From")).isEqualTo("Kept <kept@kept.test>");
            assertThat(Mailserver.header(mail, "Message-ID")).isEqualTo("<one@kept.test>");
            assertThat(Mailserver.text(mail)).isEqualTo(LETTER.text());
            assertThat(Mailserver.html(mail)).isEqualTo(LETTER.html());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "RCPT, 550 5.1.1 No such user, NO_SUCH_MAILBOX",
        "RCPT, 550 No such user, NO_SUCH_MAILBOX",
        "RCPT, 553 5.1.3 Bad address, NO_SUCH_MAILBOX",
        "RCPT, 550 5.2.1 Mailbox disabled, NO_SUCH_MAILBOX",
        "RCPT, 550 5.7.1 Relaying denied, NOT_TAKEN",
        "RCPT, 554 5.7.1 Policy, NOT_TAKEN",
        "RCPT, 451 4.7.1 Greylisted, NOT_TAKEN",
        "RCPT, 452 4.2.2 Mailbox full, NOT_TAKEN",
        "MAIL, 530 5.7.0 Sign in first, NOT_TAKEN",
        "DATA, 451 Later, NOT_TAKEN",
        "., 451 Later, NOT_TAKEN",
        "., 554 5.6.0 Not like that, NOT_TAKEN",
        "., 250 ok, TAKEN"
    })
    void what_a_server_answers_decides(String command, String answer, MailOutcome outcome) {
        assertThat(answered(Map.of(command, answer))).isEqualTo(outcome);
    }

    @Test
    void a_connection_that_breaks_tells_nothing_only_once_the_whole_letter_is_out() {
        assertThat(answered(Map.of("MAIL", ""))).isEqualTo(MailOutcome.NOT_TAKEN);
        assertThat(answered(Map.of("RCPT", ""))).isEqualTo(MailOutcome.NOT_TAKEN);
        assertThat(answered(Map.of("DATA", ""))).isEqualTo(MailOutcome.NOT_TAKEN);
        assertThat(answered(Map.of(".", ""))).isEqualTo(MailOutcome.UNKNOWN);
    }

    /** Where it hangs, whether it drips, and what is certain then. */
    @ParameterizedTest
    @CsvSource({
        "'', false, NOT_TAKEN",
        "EHLO, false, NOT_TAKEN",
        "RCPT, false, NOT_TAKEN",
        "DATA, false, NOT_TAKEN",
        "., false, UNKNOWN",
        "'', true, NOT_TAKEN",
        "RCPT, true, NOT_TAKEN",
        "., true, UNKNOWN"
    })
    @Timeout(60)
    void a_server_that_hangs_or_drips_is_left(String command, boolean drips, MailOutcome outcome) {
        try (HangingServer server = new HangingServer(command, drips)) {
            StandardEnvironment environment = new StandardEnvironment();
            environment.getPropertySources().addFirst(new MapPropertySource("test", server.settings()));
            SmtpMailTransport post = new SmtpMailTransport(
                    Objects.requireNonNull(MailSettings.from(environment)), Clock.systemUTC(), Duration.ofMillis(500));

            assertThat(post.send(LETTER)).isEqualTo(outcome);
        }
    }

    @Test
    void a_server_that_is_not_there_has_not_taken_it() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        assertThat(postTo(port, "none").send(LETTER)).isEqualTo(MailOutcome.NOT_TAKEN);
    }

    @Test
    void nothing_is_said_in_the_clear_where_encryption_is_wanted() {
        try (Mailserver server = new Mailserver()) {
            Map<String, Object> encrypted = new HashMap<>(server.settings());
            encrypted.put("kept.mail.encryption", "starttls");
            assertThat(post(encrypted).send(LETTER)).isEqualTo(MailOutcome.NOT_TAKEN);
            assertThat(server.mails()).isEmpty();
        }
    }
}
