package dev.kept.subscriptions.reminders.mail;

/** What the mail server did with a letter. */
public enum MailOutcome {
    /** The server accepted it. */
    TAKEN,
    /** The server says permanently that there is no such mailbox. */
    NO_SUCH_MAILBOX,
    /** Certainly not accepted: the server was away, busy, or refused it for another reason. */
    NOT_TAKEN,
    /** The connection ended after the whole letter was sent and before the answer came. */
    UNKNOWN
}
