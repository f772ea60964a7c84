package dev.kept.transparency.note;

/** A note that no given key has signed, or on which the signature of one of them is wrong. The message is a phrase for people. */
public final class UntrustedNote extends RuntimeException {

    public UntrustedNote(String message) {
        super(message);
    }
}
