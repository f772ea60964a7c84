package dev.kept.subscriptions.reminders.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;

/** A letter in MIME with a given Message-ID; knows whether all of it was sent. */
final class WrittenLetter extends MimeMessage {

    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private final String id;
    private volatile boolean wentOut;

    WrittenLetter(Session session, Letter letter, InternetAddress from, Instant at) throws MessagingException {
        super(session);
        this.id = letter.id();
        setFrom(from);
        setRecipient(RecipientType.TO, new InternetAddress(letter.to(), true));
        setSubject(letter.subject(), UTF_8);
        setContentLanguage(new String[] {letter.language().toLanguageTag()});
        setSentDate(Date.from(at));
        // RFC 3834: no out-of-office answers to this.
        setHeader("Auto-Submitted", "auto-generated");
        setHeader("X-Auto-Response-Suppress", "All");
        if (letter.unsubscribe() != null) {
            setHeader("List-Unsubscribe", "<" + letter.unsubscribe() + ">");
            setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
        MimeBodyPart text = new MimeBodyPart();
        text.setText(letter.text(), UTF_8);
        MimeBodyPart html = new MimeBodyPart();
        html.setText(letter.html(), UTF_8, "html");
        setContent(new MimeMultipart("alternative", text, html));
    }

    /** Whether the last byte of it was handed to the connection. */
    boolean wentOut() {
        return wentOut;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", id);
    }

    @Override
    public void writeTo(OutputStream out, String[] ignored) throws IOException, MessagingException {
        super.writeTo(out, ignored);
        wentOut = true;
    }
}
