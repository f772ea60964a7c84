package dev.kept.accounts.passkey;

/** What a challenge is for: an answer to one is good for no other. */
enum Ceremony {
    /** A passkey is made. */
    ADD,
    /** Somebody, not known yet, signs in. */
    SIGN_IN,
    /** Somebody signed in shows a passkey again before a change of the account. */
    CONFIRM
}
