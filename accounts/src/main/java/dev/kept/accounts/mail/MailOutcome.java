package dev.kept.accounts.mail;

/** What became of a letter. */
public enum MailOutcome {
    SENT,
    /** The server refuses it for good. */
    REFUSED,
    /** It may be taken later. */
    NOT_NOW
}
