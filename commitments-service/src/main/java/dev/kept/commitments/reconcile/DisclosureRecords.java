package dev.kept.commitments.reconcile;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.kept.commitments.eventstore.EntryKey;
import dev.kept.events.Disclosure;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the records of {@code ledger.disclosures}. */
final class DisclosureRecords {

    private DisclosureRecords() {}

    /** The entry that a record's texts belong to; null when the key names none. */
    static @Nullable EntryKey ofTexts(@Nullable String key) {
        int slash = key == null ? -1 : key.indexOf('/');
        if (key == null || slash < 0) {
            return null;
        }
        try {
            return new EntryKey(UUID.fromString(key.substring(0, slash)), Long.parseLong(key.substring(slash + 1)));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** The encoded disclosures in a record's value; none in a tombstone. */
    static Set<String> texts(byte @Nullable [] value) {
        return value == null
                ? Set.of()
                : Set.copyOf(List.of(new String(value, US_ASCII).split(String.valueOf(Disclosure.SEPARATOR), -1)));
    }

    /** Those of an entry's encoded disclosures whose places are not among the given ones. */
    static List<String> without(Collection<String> encoded, Set<String> fields) {
        return encoded.stream()
                .filter(each -> fields.isEmpty()
                        || !fields.contains(Disclosure.parse(each).field()))
                .toList();
    }
}
