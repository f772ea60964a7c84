package dev.kept.accounts.settings;

/** Who may sign up. */
public enum SignUpMode {
    /** Everybody. */
    OPEN,
    /** Nobody: the operator makes accounts. */
    CLOSED
}
