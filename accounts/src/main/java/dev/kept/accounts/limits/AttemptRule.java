package dev.kept.accounts.limits;

import java.time.Duration;

/**
 * What is counted, and what follows: so many attempts are free; each further one is followed by a wait that doubles
 * up to the longest; all is forgotten after a quiet time.
 */
public enum AttemptRule {
    /** Guesses at one account from one network address, but not from its owner's known devices. */
    SIGN_IN_PER_ACCOUNT_AND_ADDRESS(5, Duration.ofSeconds(2), Duration.ofMinutes(5), Duration.ofDays(1)),
    /** Guesses at one account on one device on which its owner has signed in before. */
    SIGN_IN_PER_ACCOUNT_AND_DEVICE(5, Duration.ofSeconds(2), Duration.ofMinutes(5), Duration.ofDays(1)),
    /** How many are free is the operator's to set. */
    SIGN_IN_PER_ADDRESS(0, Duration.ofSeconds(2), Duration.ofMinutes(15), Duration.ofHours(1)),
    SIGN_UP_PER_ACCOUNT(5, Duration.ofSeconds(10), Duration.ofMinutes(15), Duration.ofHours(1)),
    /** How many are free is the operator's to set. */
    SIGN_UP_PER_ADDRESS(0, Duration.ofSeconds(10), Duration.ofMinutes(15), Duration.ofHours(1)),
    /** Attempts to sign up by one invitation: whoever has it must not find out which addresses have an account. */
    SIGN_UP_PER_INVITATION(5, Duration.ofSeconds(10), Duration.ofMinutes(15), Duration.ofDays(1)),
    /** Links to come back, asked for an account, known or not: each is a mail to somebody. */
    RESET_PER_ACCOUNT(3, Duration.ofMinutes(1), Duration.ofMinutes(15), Duration.ofHours(1)),
    RESET_PER_ADDRESS(20, Duration.ofSeconds(10), Duration.ofMinutes(15), Duration.ofHours(1)),
    /** Guesses at the password by somebody who sits before a browser where its owner is signed in. */
    PASSWORD_CONFIRMATION(5, Duration.ofSeconds(2), Duration.ofMinutes(5), Duration.ofDays(1)),
    /** Codes after the right password, whoever gave it. */
    SECOND_FACTOR(5, Duration.ofSeconds(2), Duration.ofMinutes(15), Duration.ofDays(1)),
    /** Recovery codes for one account, known or not, from one network address. */
    RECOVERY_PER_ACCOUNT_AND_ADDRESS(5, Duration.ofSeconds(2), Duration.ofMinutes(15), Duration.ofDays(1)),
    RECOVERY_PER_ADDRESS(20, Duration.ofSeconds(2), Duration.ofMinutes(15), Duration.ofHours(1)),
    /** Answers of passkeys at sign-in that were not right, whoever's. */
    PASSKEY_PER_ADDRESS(20, Duration.ofSeconds(2), Duration.ofMinutes(5), Duration.ofHours(1)),
    /**
     * Questions for passkeys at sign-in, each of which is a row for minutes. The sign-in page asks one whenever it is read, and nothing can
     * be guessed by asking, so the waits stay short.
     */
    PASSKEY_QUESTIONS_PER_ADDRESS(300, Duration.ofSeconds(2), Duration.ofSeconds(30), Duration.ofHours(1)),
    /** Answers of passkeys that were not right, where their owner is signed in. */
    PASSKEY_CONFIRMATION(5, Duration.ofSeconds(2), Duration.ofMinutes(5), Duration.ofDays(1)),
    /** Mails that a signed-in person has sent to an address. */
    CONFIRMATION_MAIL(3, Duration.ofMinutes(1), Duration.ofMinutes(15), Duration.ofHours(1));

    final int free;
    final Duration firstWait;
    final Duration longestWait;
    final Duration forgottenAfter;

    AttemptRule(int free, Duration firstWait, Duration longestWait, Duration forgottenAfter) {
        this.free = free;
        this.firstWait = firstWait;
        this.longestWait = longestWait;
        this.forgottenAfter = forgottenAfter;
    }
}
