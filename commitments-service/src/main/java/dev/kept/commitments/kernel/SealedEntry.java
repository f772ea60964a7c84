package dev.kept.commitments.kernel;

import dev.kept.events.Actor;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a command about the texts of an entry needs to know of it. It never changes, so it may be looked up before the ledger decides.
 *
 * @param author who recorded it
 * @param item what it is about; null for the ledger as a whole
 * @param fields the places of the texts it sealed, erased ones too
 */
public record SealedEntry(Actor author, @Nullable UUID item, Set<String> fields) {
    public SealedEntry {
        fields = Set.copyOf(fields);
    }
}
