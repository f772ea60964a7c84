package dev.kept.projections.store.fields;

import dev.kept.events.Text;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What ids in an entry stand for. */
public interface ReferenceTitles {

    /** The item; null for an id that the ledger does not know. */
    @Nullable
    Named named(UUID item);

    /** The person's name as last known; null for somebody the ledger does not know. */
    @Nullable
    Text person(UUID member);

    /** @param title null for an item without words of its own */
    record Named(String kind, @Nullable Text title) {}
}
