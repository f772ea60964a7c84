package dev.kept.transparency.client;

/** Something is away or cannot be read, so that nothing can be said of the record. The message is a sentence. */
final class CannotAsk extends RuntimeException {

    CannotAsk(String sentence) {
        super(sentence, null, false, false);
    }
}
