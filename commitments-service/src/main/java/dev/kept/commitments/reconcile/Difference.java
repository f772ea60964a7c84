package dev.kept.commitments.reconcile;

import java.util.UUID;

/**
 * A difference: one ledger's entries from the first to the last, both included.
 *
 * @param ledger the zero UUID for a record that names none
 */
public record Difference(Type type, UUID ledger, long first, long last) {

    /** What differs. */
    public enum Type {
        MISSING_IN_KAFKA("missing in Kafka"),
        MISSING_IN_STORE("missing in the event store"),
        LOST("missing in both"),
        DIFFERENT_BYTES("different in both"),
        OUT_OF_ORDER("in Kafka after later entries"),
        UNREADABLE("no statement, though it stands among them in Kafka; the number is its offset"),
        MISPLACED("in a partition or under a key of Kafka that is not the ledger's"),
        TEXTS_MISSING_IN_KAFKA("without their texts in Kafka"),
        TEXTS_DIFFERENT("with other texts in Kafka than in the event store"),
        TEXTS_NOT_ERASED("with texts in the event store that were erased");

        private final String words;

        Type(String words) {
            this.words = words;
        }
    }

    @Override
    public String toString() {
        String entries = first == last ? "entry " + first + " is " : "entries " + first + " to " + last + " are ";
        return "ledger " + ledger + ": " + entries + type.words;
    }
}
