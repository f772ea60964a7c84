package dev.kept.subscriptions.reminders.mail;

/** What became of a letter. */
public enum Outcome {
    /** The server has it, and answers for it. */
    TAKEN,
    /** The server says for good that there is no such mailbox. */
    NO_SUCH_MAILBOX,
    /** Certainly not taken: the server was away, busy, or refused it for another reason. */
    NOT_TAKEN,
    /** The connection ended after the whole letter had gone out and before the answer came. */
    UNKNOWN
}
