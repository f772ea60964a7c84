package dev.kept.subscriptions.reminders.mail;

/** Hands letters to a mail server. */
public interface MailTransport {

    MailOutcome send(Letter letter);
}
