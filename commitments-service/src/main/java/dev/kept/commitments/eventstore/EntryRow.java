package dev.kept.commitments.eventstore;

import dev.kept.commitments.kernel.EntryMetaData;
import dev.kept.events.Actor;
import dev.kept.events.Disclosure;
import dev.kept.events.Entry;
import dev.kept.events.LedgerEvent;
import dev.kept.events.Means;
import dev.kept.events.Statements;
import dev.kept.events.WireTypes;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.MetaData;
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
     * The entry that an event of a ledger becomes, its statement written here and never again.
     *
     * @throws IllegalArgumentException when it lacks what {@link EntryMetaData} names, or is too long
     */
    public static EntryRow of(EventMessage<?> message) {
        if (!(message instanceof DomainEventMessage<?> event) || !(event.getPayload() instanceof LedgerEvent payload)) {
            throw new IllegalArgumentException("only a ledger's events are stored here");
        }
        MetaData metaData = event.getMetaData();
        Entry entry = new Entry(
                UUID.fromString(event.getAggregateIdentifier()),
                event.getSequenceNumber(),
                UUID.fromString(event.getIdentifier()),
                required(metaData, EntryMetaData.RECORDED, Instant.class),
                required(metaData, EntryMetaData.ACTOR, Actor.class),
                payload,
                (Means) metaData.get(EntryMetaData.MEANS));
        UUID command = (UUID) metaData.get(EntryMetaData.COMMAND_ID);
        Integer index = (Integer) metaData.get(EntryMetaData.COMMAND_INDEX);
        return write(entry, command, index == null ? 0 : index, (String) metaData.get(EntryMetaData.COMMAND_DIGEST));
    }

    private static <T> T required(MetaData metaData, String key, Class<T> type) {
        Object value = metaData.get(key);
        if (value == null) {
            throw new IllegalArgumentException("an event without " + key + " cannot be stored");
        }
        return type.cast(value);
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
