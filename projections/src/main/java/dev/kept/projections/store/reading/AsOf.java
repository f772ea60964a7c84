package dev.kept.projections.store.reading;

import dev.kept.http.FieldType;
import dev.kept.http.Invalid;
import java.time.Instant;

/** A point in a ledger's past. */
public sealed interface AsOf {

    /** The query parameter {@code asOf}. */
    FieldType<AsOf> KIND = FieldType.parsed(
            "as-of",
            "The past to answer from: a sequence (right after that entry), or an ISO 8601 instant with offset.",
            40,
            new Sequence(0),
            AsOf::parse);

    /** Right after an entry. */
    record Sequence(long sequence) implements AsOf {}

    /** After the last entry recorded at or before an instant. */
    record At(Instant instant) implements AsOf {}

    private static AsOf parse(String text) {
        try {
            if (text.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return new Sequence(Long.parseLong(text));
            }
            return new At(FieldType.parseInstant(text));
        } catch (NumberFormatException e) {
            throw new Invalid("invalid-value", "It must be a sequence, or an instant such as 2026-03-01T12:00:00Z.");
        }
    }
}
