package dev.kept.commitments.deadline;

import dev.kept.commitments.deadline.Awaited.ItemId;
import dev.kept.commitments.deadline.Awaited.OccurrenceId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The occurrences that wait for something, while entries change them; and what of it is to be stored. */
final class AwaitedOccurrences {

    private final Map<ItemId, TreeMap<Integer, Awaited>> awaited = new HashMap<>();
    private final Map<OccurrenceId, Awaited> changed = new HashMap<>();
    private final Set<OccurrenceId> removed = new HashSet<>();

    /** @param stored all there is about each item that will be met */
    AwaitedOccurrences(Collection<Awaited> stored) {
        stored.forEach(it -> occurrences(it.id().itemId()).put(it.id().occurrence(), it));
    }

    /** What is to be stored anew or again. */
    Collection<Awaited> changed() {
        return changed.values();
    }

    /** What waits for nothing any more. */
    Set<OccurrenceId> removed() {
        return removed;
    }

    void change(ItemId item, int occurrence, UnaryOperator<Awaited> change) {
        Awaited before = occurrences(item).get(occurrence);
        if (before != null) {
            put(change.apply(before));
        }
    }

    void changeAll(ItemId item, UnaryOperator<Awaited> change) {
        List.copyOf(occurrences(item).values()).forEach(each -> put(change.apply(each)));
    }

    void end(ItemId item, int occurrence) {
        Awaited before = occurrences(item).get(occurrence);
        if (before != null) {
            remove(before.id());
        }
    }

    void endAll(ItemId item, Predicate<Awaited> which) {
        List.copyOf(occurrences(item).values()).stream().filter(which).forEach(each -> remove(each.id()));
    }

    void put(Awaited awaitedNow) {
        OccurrenceId id = awaitedNow.id();
        occurrences(id.itemId()).put(id.occurrence(), awaitedNow);
        changed.put(id, awaitedNow);
        removed.remove(id);
    }

    void remove(OccurrenceId id) {
        occurrences(id.itemId()).remove(id.occurrence());
        changed.remove(id);
        removed.add(id);
    }

    private Map<Integer, Awaited> occurrences(ItemId item) {
        return awaited.computeIfAbsent(item, ignored -> new TreeMap<>());
    }
}
