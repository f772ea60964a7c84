package dev.kept.tone;

/** A file of rules cannot be used; the message says where and why. */
final class WrongRules extends Exception {

    private static final long serialVersionUID = 1;

    WrongRules(String message) {
        super(message, null, false, false);
    }
}
