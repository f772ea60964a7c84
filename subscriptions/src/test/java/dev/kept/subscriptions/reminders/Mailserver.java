package dev.kept.subscriptions.reminders;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A real mail server that takes everything. */
public final class Mailserver implements AutoCloseable {

    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP))
            .withConfiguration(GreenMailConfiguration.aConfig().withDisabledAuthentication());

    public Mailserver() {
        server.start();
    }

    /** The settings that lead here. */
    public Map<String, Object> settings() {
        return Map.of(
                "kept.mail.host",
                "127.0.0.1",
                "kept.mail.port",
                server.getSmtp().getPort(),
                "kept.mail.encryption",
                "none",
                "kept.mail.from",
                "Kept <kept@kept.test>",
                "kept.public-url",
                "http://kept.test");
    }

    public List<MimeMessage> mails() {
        return List.of(server.getReceivedMessages());
    }

    public List<MimeMessage> mailsTo(String address) {
        return Arrays.stream(server.getReceivedMessages())
                .filter(mail -> header(mail, "To").equals(address))
                .toList();
    }

    public void empty() {
        try {
            server.purgeEmailFromAllMailboxes();
        } catch (com.icegreen.greenmail.store.FolderException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String header(MimeMessage mail, String name) {
        try {
            String[] values = mail.getHeader(name);
            return values == null ? "" : String.join("|", values);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String subject(MimeMessage mail) {
        try {
            return mail.getSubject();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String text(MimeMessage mail) {
        return part(mail, 0);
    }

    public static String html(MimeMessage mail) {
        return part(mail, 1);
    }

    private static String part(MimeMessage mail, int index) {
        try {
            Multipart parts = (Multipart) mail.getContent();
            BodyPart part = parts.getBodyPart(index);
            return ((String) part.getContent()).replace("\r\n", "\n");
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop();
    }
}
