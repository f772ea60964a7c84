package dev.kept.commitments.key;

/** The key could not be changed; the message says why and what to do. */
public final class CannotChangeKey extends RuntimeException {

    public CannotChangeKey(String sentence) {
        super(sentence, null, false, false);
    }
}
