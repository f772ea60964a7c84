package dev.kept.endtoend.pages;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A real mail server that takes everything, and whoever reads it. */
final class Mailbox implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Pattern LINK = Pattern.compile("http\\S+[?]link=[A-Za-z0-9_-]{43}");

    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP))
            .withConfiguration(GreenMailConfiguration.aConfig().withDisabledAuthentication());

    Mailbox() {
        server.start();
    }

    /** Options of the JVM that send mails here. */
    String[] options() {
        return new String[] {
            "-Dkept.mail.host=127.0.0.1",
            "-Dkept.mail.port=" + server.getSmtp().getPort(),
            "-Dkept.mail.encryption=none",
            "-Dkept.mail.from=Kept <kept@kept.test>"
        };
    }

    /** The link in the one mail with this subject, once it has come. */
    String link(String subject) {
        Matcher link = LINK.matcher(text(mail(subject)));
        if (!link.find()) {
            throw new AssertionError("no link in the mail '%s'".formatted(subject));
        }
        return link.group();
    }

    /** The one mail with this subject, once it has come. */
    MimeMessage mail(String subject) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < until) {
            List<MimeMessage> mails = Arrays.stream(server.getReceivedMessages())
                    .filter(mail -> subject(mail).equals(subject))
                    .toList();
            if (!mails.isEmpty()) {
                return mails.getLast();
            }
            server.waitForIncomingEmail(200, server.getReceivedMessages().length + 1);
        }
        throw new AssertionError("no mail '%s' has come".formatted(subject));
    }

    private static String subject(MimeMessage mail) {
        try {
            return mail.getSubject();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(MimeMessage mail) {
        try {
            return mail.getContent() instanceof String text ? text : GreenMailUtil.getBody(mail);
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop();
    }
}
