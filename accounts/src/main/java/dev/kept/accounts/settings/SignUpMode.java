package dev.kept.accounts.settings;

/** Who may sign up. */
public enum SignUpMode {
    /** Everybody. */
    OPEN,
    /** Whoever brings an invitation: to a ledger, or one of the operator's. */
    INVITATION,
    /** Nobody: the operator makes accounts. */
    CLOSED
}
