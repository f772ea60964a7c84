package dev.kept.commitments.erasure;

import dev.kept.commitments.erasure.ErasureCommand.EraseByLaw;
import dev.kept.commitments.kernel.SealedEntry;
import dev.kept.events.ErasureEvent.Place;
import dev.kept.events.Text;
import java.util.List;
import java.util.UUID;

/** Takes texts out of the record because the law demands it: recorded by the system, with its ground, for both sides to see. */
public final class LawfulErasure {

    private final ErasureStore store;

    public LawfulErasure(ErasureStore store) {
        this.store = store;
    }

    /**
     * Records the erasure; the relay does the rest.
     *
     * @param fields the texts' places in the entry's data
     * @param reference the law, and nothing of the record
     * @return the sequence of the entry that says so
     * @throws dev.kept.commitments.kernel.Rejected when there is no such ledger, entry or text, or it is erased already
     */
    public long erase(UUID ledger, long sequence, List<String> fields, String reference) {
        SealedEntry entry = new SealedEntries(store.statements()).find(ledger, sequence);
        return store.issue(new EraseByLaw(
                        ledger, UUID.randomUUID(), new Place(sequence, fields), entry, Text.of(reference)))
                .sequence();
    }
}
