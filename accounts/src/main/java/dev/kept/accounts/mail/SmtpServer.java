package dev.kept.accounts.mail;

import dev.kept.accounts.settings.MailServer;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends by SMTP, with one connection per letter. It logs codes only, because a server's answer may quote an address. */
class SmtpServer {

    private static final Logger log = LoggerFactory.getLogger(SmtpServer.class);
    private static final int PERMANENT = 500;
    private static final String STEP_MILLIS = "10000";

    /** For a whole conversation: a server that answers a byte at a time meets no limit of a single step. */
    private static final Duration CONVERSATION = Duration.ofMinutes(1);

    private final MailServer settings;
    private final String domain;
    private final Session session;
    private final Clock clock;

    SmtpServer(MailServer settings, String domain, Clock clock) {
        this.settings = settings;
        this.domain = domain;
        this.clock = clock;
        this.session = Session.getInstance(properties());
    }

    MailOutcome send(Letter letter) throws InterruptedException {
        FutureTask<MailOutcome> conversation = new FutureTask<>(() -> handOver(letter));
        Thread thread = Thread.ofVirtual().name("accounts-smtp").start(conversation);
        try {
            return conversation.get(CONVERSATION.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            log.warn("A mail was not sent: the server took too long");
        } catch (ExecutionException e) {
            log.warn(
                    "A mail was not sent: {}",
                    Objects.requireNonNullElse(e.getCause(), e).getClass().getSimpleName());
        } finally {
            // Breaks the connection where there still is one.
            thread.interrupt();
        }
        return MailOutcome.NOT_NOW;
    }

    private MailOutcome handOver(Letter letter) throws MessagingException {
        MimeMessage message = written(letter);
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect(settings.host(), settings.port(), settings.username(), settings.password());
            transport.sendMessage(message, message.getAllRecipients());
            return MailOutcome.SENT;
        } catch (MessagingException e) {
            int code = code(e);
            log.warn("A mail was not sent: {}", code > 0 ? code : e.getClass().getSimpleName());
            return code >= PERMANENT ? MailOutcome.REFUSED : MailOutcome.NOT_NOW;
        }
    }

    private MimeMessage written(Letter letter) throws MessagingException {
        MimeMessage message = new MimeMessage(session);
        message.setFrom(settings.from());
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(letter.to(), true));
        message.setSubject(letter.subject(), StandardCharsets.UTF_8.name());
        message.setContentLanguage(new String[] {letter.language().toLanguageTag()});
        message.setSentDate(Date.from(clock.instant()));
        // RFC 3834: no out-of-office answers to this.
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setHeader("X-Auto-Response-Suppress", "All");
        message.setText(letter.text(), StandardCharsets.UTF_8.name());
        message.saveChanges();
        return message;
    }

    /** -1 when the server did not give one. */
    private static int code(MessagingException failure) {
        int code = -1;
        for (Exception each = failure; each instanceof MessagingException one; each = one.getNextException()) {
            if (each instanceof SMTPSendFailedException sending) {
                code = Math.max(code, sending.getReturnCode());
            } else if (each instanceof SMTPAddressFailedException address) {
                code = Math.max(code, address.getReturnCode());
            }
        }
        return code;
    }

    private Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.connectiontimeout", STEP_MILLIS);
        properties.setProperty("mail.smtp.timeout", STEP_MILLIS);
        properties.setProperty("mail.smtp.writetimeout", STEP_MILLIS);
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        properties.setProperty("mail.smtp.from", settings.from().getAddress());
        properties.setProperty("mail.smtp.localhost", domain);
        properties.setProperty("mail.smtp.auth", Boolean.toString(settings.username() != null));
        switch (settings.encryption()) {
            case STARTTLS -> {
                properties.setProperty("mail.smtp.starttls.enable", "true");
                properties.setProperty("mail.smtp.starttls.required", "true");
            }
            case TLS -> properties.setProperty("mail.smtp.ssl.enable", "true");
            case NONE -> {}
        }
        return properties;
    }
}
