package dev.kept.projections.store.fold;

import dev.kept.events.Entry;
import java.util.UUID;

/**
 * A view as it is stored. A long one may stand at an earlier entry than its item does: what came after is folded into it when it is read,
 * so that one entry more costs the same on an item with a long history as on one without.
 *
 * @param sequence the entry that it stands at
 * @param length in characters, as it is stored
 * @param lacking how many later entries of its item it lacks
 */
public record StoredView(long sequence, int length, int lacking) {

    /** A shorter view is written whole with each change: that costs as little as looking for what it lacks. */
    public static final int SHORT = 4_096;

    /** For so many characters it may lack one entry: to fold one costs about what reading these costs. */
    private static final int CHARACTERS_FOR_AN_ENTRY = 1_024;

    private static final int MOST_LACKING = 256;

    /** As it is just written. */
    public static StoredView whole(long sequence, String json) {
        return new StoredView(sequence, json.length(), 0);
    }

    /** Whether an item of this kind may have a view that lacks entries: only where its entries can be looked up. */
    public static boolean isOf(ItemFold<?, ?> fold, int length) {
        return fold.isSubject() && length >= SHORT;
    }

    /** The same view after more entries of its item, which are not written into it. */
    public StoredView lackingMore(int entries) {
        return new StoredView(sequence, length, lacking + entries);
    }

    /** Whether it can stay as it is: writing all of it anew then costs each entry about as much, however long it gets. */
    public boolean mayStay() {
        return lacking <= Math.min(MOST_LACKING, length / CHARACTERS_FOR_AN_ENTRY);
    }

    /**
     * The item after entries that its stored view lacks.
     *
     * @param stored as of the entry that the view stands at
     * @param entries later ones in order; those that do not concern the item are passed over
     */
    public static <V> Item<V> follow(ItemFold<V, ?> fold, Item<?> stored, Iterable<Entry> entries) {
        UUID id = stored.id();
        V view = fold.view().cast(stored.view());
        long last = stored.lastSequence();
        for (Entry entry : entries) {
            if (id.equals(fold.itemOf(entry.event()))) {
                view = fold.evolve(view, entry);
                last = entry.sequence();
            }
        }
        return new Item<>(id, stored.firstSequence(), last, view);
    }
}
