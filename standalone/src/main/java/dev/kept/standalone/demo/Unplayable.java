package dev.kept.standalone.demo;

/** A scenario cannot be read, or one of its steps was refused; the sentence says which and why. */
public final class Unplayable extends RuntimeException {

    Unplayable(String sentence) {
        super(sentence, null, false, false);
    }
}
