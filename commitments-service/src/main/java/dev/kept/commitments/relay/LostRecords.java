package dev.kept.commitments.relay;

/** Kafka does not have what was sent to it; the message says what to do. */
final class LostRecords extends Exception {

    LostRecords(String topic) {
        super("Kafka has lost entries: topic " + topic
                + " is another one, or shorter, than when entries were sent to it"
                + " last. Nothing is sent. Stop Kept, run 'kept reconcile --refill kafka', and start again.");
    }
}
