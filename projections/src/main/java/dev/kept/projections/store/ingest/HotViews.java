package dev.kept.projections.store.ingest;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.kept.projections.store.fold.Item;
import dev.kept.projections.store.fold.ItemKey;
import dev.kept.projections.store.fold.StoredView;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The long views that a feed wrote last, so that the next entry about them need not read them. What is here counts only where the row is
 * still the one that was written: another worker or a rebuild may have been there. Bounded by the characters they are stored as.
 */
final class HotViews {

    /** Characters; a view in memory takes some four times as many bytes. */
    private static final long MOST = 4_000_000;

    private final Cache<Key, Hot> views = Caffeine.newBuilder()
            .maximumWeight(MOST)
            .weigher((Key key, Hot hot) -> hot.stored().length())
            .executor(Runnable::run)
            .build();

    private record Key(UUID ledger, ItemKey item) {}

    /**
     * An item in memory.
     *
     * @param item as of its last entry
     * @param stored the view in its row
     */
    record Hot(Item<?> item, StoredView stored) {}

    /** What was written of an item. */
    record Written(UUID ledger, ItemKey item, Hot hot) {}

    @Nullable
    Hot of(UUID ledger, ItemKey item) {
        return views.getIfPresent(new Key(ledger, item));
    }

    /** To be called once it is committed. */
    void remember(Written written) {
        views.put(new Key(written.ledger(), written.item()), written.hot());
    }
}
