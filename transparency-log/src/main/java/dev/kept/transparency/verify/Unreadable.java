package dev.kept.transparency.verify;

/** Something that the verifier was pointed to is not there or has no form that it knows. The message is a sentence. */
final class Unreadable extends RuntimeException {

    Unreadable(String sentence) {
        super(sentence);
    }
}
