package dev.kept.accounts;

import java.time.Duration;

/** What a link lets its holder do, once, and for how long. */
public enum LinkPurpose {
    /** Set a new password; sent to the account's address, so that whoever uses it can read mail there. */
    RESET_PASSWORD(Duration.ofMinutes(30)),
    /** Set a new password; handed over by the operator, who takes somebody for the account's owner. */
    RESET_PASSWORD_BY_OPERATOR(Duration.ofHours(24)),
    /** Show that mail to the account's address reaches whoever opens it. */
    VERIFY_EMAIL(Duration.ofDays(3)),
    /** Give the account another address, the one that the link was sent to. */
    CHANGE_EMAIL(Duration.ofDays(1));

    final Duration valid;

    LinkPurpose(Duration valid) {
        this.valid = valid;
    }
}
