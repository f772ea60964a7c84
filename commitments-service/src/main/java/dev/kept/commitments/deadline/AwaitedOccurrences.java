package dev.kept.commitments.deadline;

import dev.kept.commitments.deadline.Awaited.Place;
import dev.kept.commitments.deadline.Awaited.Whole;
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

    private final Map<Whole, TreeMap<Integer, Awaited>> awaited = new HashMap<>();
    private final Map<Place, Awaited> changed = new HashMap<>();
    private final Set<Place> removed = new HashSet<>();

    /** @param stored all there is about each item that will be met */
    AwaitedOccurrences(Collection<Awaited> stored) {
        stored.forEach(it -> occurrences(it.place().whole()).put(it.place().occurrence(), it));
    }

    /** What is to be stored anew or again. */
    Collection<Awaited> changed() {
        return changed.values();
    }

    /** What waits for nothing any more. */
    Set<Place> removed() {
        return removed;
    }

    void change(Whole whole, int occurrence, UnaryOperator<Awaited> change) {
        Awaited before = occurrences(whole).get(occurrence);
        if (before != null) {
            put(change.apply(before));
        }
    }

    void changeAll(Whole whole, UnaryOperator<Awaited> change) {
        List.copyOf(occurrences(whole).values()).forEach(each -> put(change.apply(each)));
    }

    void end(Whole whole, int occurrence) {
        Awaited before = occurrences(whole).get(occurrence);
        if (before != null) {
            remove(before.place());
        }
    }

    void endAll(Whole whole, Predicate<Awaited> which) {
        List.copyOf(occurrences(whole).values()).stream().filter(which).forEach(each -> remove(each.place()));
    }

    void put(Awaited awaitedNow) {
        Place place = awaitedNow.place();
        occurrences(place.whole()).put(place.occurrence(), awaitedNow);
        changed.put(place, awaitedNow);
        removed.remove(place);
    }

    void remove(Place place) {
        occurrences(place.whole()).remove(place.occurrence());
        changed.remove(place);
        removed.add(place);
    }

    private Map<Integer, Awaited> occurrences(Whole whole) {
        return awaited.computeIfAbsent(whole, ignored -> new TreeMap<>());
    }
}
