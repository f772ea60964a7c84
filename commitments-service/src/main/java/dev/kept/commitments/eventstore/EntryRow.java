package dev.kept.commitments.eventstore;

import dev.kept.events.Disclosure;
import dev.kept.events.Entry;
import dev.kept.events.Statements;
import dev.kept.events.WireTypes;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An entry as it goes into the store.
 *
 * @param command null when the caller gave no idempotency key; index and digest count only with it
 */
// Compared by nobody; copying the bytes at each access would be waste.
@SuppressWarnings("ArrayRecordComponent")
public record EntryRow(
        EntryKey key,
        UUID event,
        String type,
        Instant recorded,
        @Nullable UUID command,
        int commandIndex,
        @Nullable String commandDigest,
        byte[] statement,
        List<Disclosure> disclosures) {

    /** A new entry, its statement written here and never again. */
    static EntryRow write(Entry entry, @Nullable UUID command, int commandIndex, @Nullable String commandDigest) {
        Statements.Written written = Statements.write(entry);
        return new EntryRow(
                new EntryKey(entry.ledger(), entry.sequence()),
                entry.id(),
                WireTypes.nameOf(entry.event()),
                entry.recorded(),
                command,
                commandIndex,
                commandDigest,
                written.bytes(),
                written.disclosures());
    }

    /**
     * An entry whose statement was written before, with its very bytes. Under which key it was asked for is not in a statement.
     *
     * @throws dev.kept.events.UnreadableStatement when statement and disclosures are not an entry of this contract
     */
    public static EntryRow again(byte[] statement, List<Disclosure> disclosures) {
        Entry entry = Statements.read(statement, disclosures);
        return new EntryRow(
                new EntryKey(entry.ledger(), entry.sequence()),
                entry.id(),
                WireTypes.nameOf(entry.event()),
                entry.recorded(),
                null,
                0,
                null,
                statement,
                disclosures);
    }

    /** About what it takes in memory and on its way: statement and texts. */
    int bytes() {
        return statement.length
                + disclosures.stream().mapToInt(text -> text.encoded().length()).sum();
    }

    /** No bytes of the record in a log. */
    @Override
    public String toString() {
        return "EntryRow[" + key.ledger() + "/" + key.sequence() + "]";
    }
}
