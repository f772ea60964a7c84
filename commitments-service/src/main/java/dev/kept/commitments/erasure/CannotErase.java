package dev.kept.commitments.erasure;

/** The texts could not be erased; the message says why and what to do. */
public final class CannotErase extends RuntimeException {

    CannotErase(String sentence) {
        super(sentence, null, false, false);
    }
}
