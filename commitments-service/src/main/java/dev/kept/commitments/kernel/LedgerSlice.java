package dev.kept.commitments.kernel;

import dev.kept.events.Actor;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The part of a ledger's state that every feature may read. A feature extends it by its own part, and by what it needs to know of other
 * features, in its own words.
 */
public interface LedgerSlice {

    /** The sequence of the last entry; -1 before the first. */
    long sequence();

    /** The role in which a person takes part now; empty for everybody who must not learn that the ledger exists. */
    Optional<Actor> roleOf(UUID person);

    /** The sequence of the last entry about an item; null for one the ledger does not know. */
    @Nullable
    Long lastAbout(@Nullable UUID item);

    /** Whether an entry is about an item of this id. */
    default boolean knows(UUID item) {
        return lastAbout(item) != null;
    }

    /**
     * Makes sure that what an entry will refer to is there.
     *
     * @throws Rejected when an id is no item's
     */
    default void requireKnown(Collection<UUID> links) {
        List<UUID> unknown = links.stream().filter(link -> !knows(link)).toList();
        if (!unknown.isEmpty()) {
            throw Rejected.rule(
                    "linked-item-not-found",
                    "It refers to something that is not in this ledger.",
                    Map.of("items", unknown));
        }
    }
}
