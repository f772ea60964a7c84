package dev.kept.commitments.eventstore;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of the event store as readers get it.
 *
 * @param at its place in the readers' order
 * @param type wire name
 * @param statement the immutable bytes; {@link dev.kept.events.Statements#read(byte[])} reads them
 * @param trace the span of the command that it comes of, as {@link dev.kept.http.tracing.Traces#HEADER} has it; null where none is recorded
 * @param follows whether it comes right after its ledger's entry before, or is the first; false only when the store was tampered with
 */
// Compared by nobody; copying the bytes at each access would be waste.
@SuppressWarnings("ArrayRecordComponent")
public record CommittedEntry(
        StorePosition at,
        UUID ledger,
        long sequence,
        String type,
        Instant recorded,
        byte[] statement,
        @Nullable String trace,
        boolean follows) {

    /** Where it stands. */
    public EntryKey key() {
        return new EntryKey(ledger, sequence);
    }

    /** No bytes of the record in a log. */
    @Override
    public String toString() {
        return "CommittedEntry[" + ledger + "/" + sequence + "]";
    }
}
