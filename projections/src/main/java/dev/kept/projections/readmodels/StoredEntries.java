package dev.kept.projections.readmodels;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Entries as they are stored. It asks for no reader: whoever sends them on asks {@link Memberships} who may have them. */
public interface StoredEntries {

    /** The last entry of each of those ledgers that are known. */
    Map<UUID, Long> heads(Collection<UUID> ledgers);

    /**
     * The next entry that is wanted.
     *
     * @param after only entries after this one
     * @param head only entries up to this one
     */
    Optional<StoredEntry> next(UUID ledger, long after, long head, Wanted wanted);

    Optional<StoredEntry> at(UUID ledger, long sequence);

    /** When entries were recorded, in one query; one that is not known yet is left out. */
    Map<EntryKey, Instant> recordedAt(Collection<EntryKey> entries);

    /** An entry's number in its ledger. */
    record EntryKey(UUID ledger, long sequence) {}

    /**
     * Which entries.
     *
     * @param kinds kinds of entries or wire types; empty for all
     * @param erasures whether the erasure of a text is wanted whatever the kinds
     */
    record Wanted(Set<String> kinds, boolean erasures) {
        public Wanted {
            kinds = Set.copyOf(kinds);
        }
    }

    /**
     * One entry; never compared.
     *
     * @param statement its immutable bytes
     * @param disclosures of the texts that still exist
     * @param trace the span of the command that it comes of, as {@link dev.kept.http.tracing.Traces#HEADER} has it; null where none was
     *     recorded
     */
    @SuppressWarnings("ArrayRecordComponent")
    record StoredEntry(
            long sequence,
            byte[] statement,
            List<String> disclosures,
            @Nullable String trace) {
        public StoredEntry {
            disclosures = List.copyOf(disclosures);
        }
    }

    /** The entry with its texts, as a line of the JSON export has it. */
    String exported(StoredEntry entry);
}
