package dev.kept.accounts;

/** An operator's command could not be done; the message says why and what to do. */
public final class CannotChangeAccount extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CannotChangeAccount(String sentence) {
        super(sentence, null, false, false);
    }
}
