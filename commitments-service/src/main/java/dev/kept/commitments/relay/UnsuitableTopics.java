package dev.kept.commitments.relay;

/** The topics are not as the settings say; the message says what differs. */
public final class UnsuitableTopics extends Exception {

    UnsuitableTopics(String message) {
        super(message);
    }
}
