package dev.kept.transparency;

/** Bytes or text that do not have the form they should have. The message is a phrase for people and quotes nothing of what was read. */
public final class Malformed extends RuntimeException {

    public Malformed(String message) {
        super(message);
    }
}
