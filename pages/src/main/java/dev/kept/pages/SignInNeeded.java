package dev.kept.pages;

/** The session's access ended; the person has to sign in again. */
final class SignInNeeded extends RuntimeException {

    private static final long serialVersionUID = 1;

    SignInNeeded() {
        super("sign in again");
    }
}
