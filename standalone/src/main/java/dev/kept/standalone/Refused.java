package dev.kept.standalone;

/** Kept does not start here; the message says in a sentence why and what to do. */
final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Refused(String message) {
        super(message);
    }
}
