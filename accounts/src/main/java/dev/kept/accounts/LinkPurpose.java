package dev.kept.accounts;

import java.time.Duration;
import java.util.List;

/** What a link lets its holder do, once, and for how long. */
public enum LinkPurpose {
    /** Set a new password; sent to the account's address, so that whoever uses it can read mail there. */
    RESET_PASSWORD(Duration.ofMinutes(30)),
    /** Set a new password; handed over by the operator, who takes somebody for the account's owner. */
    RESET_PASSWORD_BY_OPERATOR(Duration.ofHours(24)),
    /** Set a password; for a recovery code that was written down. */
    RESET_PASSWORD_BY_RECOVERY_CODE(Duration.ofMinutes(30)),
    /** Show that mail to the account's address reaches whoever opens it. */
    VERIFY_EMAIL(Duration.ofDays(3)),
    /** Give the account another address, the one that the link was sent to. */
    CHANGE_EMAIL(Duration.ofDays(1));

    /** All that set a password: one that is used makes the others good for nothing. */
    static final List<LinkPurpose> RESETS =
            List.of(RESET_PASSWORD, RESET_PASSWORD_BY_OPERATOR, RESET_PASSWORD_BY_RECOVERY_CODE);

    final Duration valid;

    LinkPurpose(Duration valid) {
        this.valid = valid;
    }
}
