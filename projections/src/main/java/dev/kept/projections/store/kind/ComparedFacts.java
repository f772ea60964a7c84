package dev.kept.projections.store.kind;

import dev.kept.events.Due;
import dev.kept.events.Text;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is compared of an item.
 *
 * @param texts by field; those it has
 * @param occurrences of what recurs, by number
 * @param version what the kind compares in its own way: of a charter, the version in force
 */
public record ComparedFacts(
        String state,
        @Nullable Text title,
        @Nullable Due due,
        Map<String, Text> texts,
        Map<Integer, OccurrenceFacts> occurrences,
        @Nullable UUID replacedBy,
        @Nullable Object version) {

    public static ComparedFacts of(String state, @Nullable Text title) {
        return of(state, title, null, null);
    }

    public static ComparedFacts of(String state, @Nullable Text title, @Nullable Due due, @Nullable UUID replacedBy) {
        return new ComparedFacts(state, title, due, Map.of(), Map.of(), replacedBy, null);
    }

    public record OccurrenceFacts(String state, Due due) {}
}
