package dev.kept.projections.store.reading;

import dev.kept.projections.store.fold.Item;
import java.util.List;

/**
 * The first of many items.
 *
 * @param count of all
 */
public record Counted<B>(int count, List<Item<B>> items) {

    public Counted {
        items = List.copyOf(items);
    }

    public List<B> views() {
        return items.stream().map(Item::view).toList();
    }

    /** Which come first. */
    public enum Order {
        DUE_FIRST,
        DUE_LAST,
        /** The last to have come about. */
        LATEST
    }
}
