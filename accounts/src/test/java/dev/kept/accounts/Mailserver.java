package dev.kept.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A real mail server that takes everything. */
final class Mailserver implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Pattern LINK = Pattern.compile("http\\S+[?]link=([A-Za-z0-9_-]{43})");

    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP))
            .withConfiguration(GreenMailConfiguration.aConfig().withDisabledAuthentication());

    Mailserver() {
        server.start();
    }

    /** The settings that lead here. */
    Map<String, String> settings() {
        return Map.of(
                "kept.mail.host", "127.0.0.1",
                "kept.mail.port", Integer.toString(server.getSmtp().getPort()),
                "kept.mail.encryption", "none",
                "kept.mail.from", "Kept <kept@kept.test>");
    }

    /** Waits until that many mails to the address have come, and answers the last one. */
    MimeMessage mailTo(String address, int count) {
        assertThat(server.waitForIncomingEmail(PATIENCE.toMillis(), 1)).isTrue();
        for (int i = 0; i < 200 && mailsTo(address).size() < count; i++) {
            server.waitForIncomingEmail(100, server.getReceivedMessages().length + 1);
        }
        List<MimeMessage> mails = mailsTo(address);
        assertThat(mails).hasSize(count);
        return mails.getLast();
    }

    MimeMessage mailTo(String address) {
        return mailTo(address, 1);
    }

    List<MimeMessage> mailsTo(String address) {
        return Arrays.stream(server.getReceivedMessages())
                .filter(mail -> to(mail).equals(address))
                .toList();
    }

    static String subject(MimeMessage mail) {
        try {
            return mail.getSubject();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    static String text(MimeMessage mail) {
        try {
            return ((String) mail.getContent()).replace("\r\n", "\n");
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The address of the one link with a secret in the mail. */
    static String link(MimeMessage mail) {
        Matcher matcher = LINK.matcher(text(mail));
        assertThat(matcher.find()).as(text(mail)).isTrue();
        return matcher.group();
    }

    private static String to(MimeMessage mail) {
        try {
            return mail.getHeader("To", ",");
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop();
    }
}
