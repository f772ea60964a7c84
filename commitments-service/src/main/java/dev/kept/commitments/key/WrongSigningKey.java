package dev.kept.commitments.key;

/** The service does not start with this key; the message says why and what to do. */
public final class WrongSigningKey extends IllegalStateException {

    WrongSigningKey(String sentence) {
        super(sentence);
    }
}
