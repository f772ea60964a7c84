package dev.kept.projections.store.reading;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.kept.projections.store.fold.Item;
import dev.kept.projections.store.fold.ItemFold;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which items of a ledger a list or a sum went through, remembered by the version of the ledger's row: whatever writes an item writes that
 * row in the same transaction. So what is asked again while nothing was recorded reads no row of an item. Bounded by what the briefs take
 * where they are stored.
 */
final class ListedItems {

    /** Bytes as briefs are stored, compressed; in memory they take some eight times as many, and are most often those that {@link Briefs} has. */
    private static final long MOST = 4_000_000;

    /** What an item takes beside its brief. */
    private static final int BESIDE = 64;

    /** A longer list would put many others out. */
    private static final int LONGEST = 20_000;

    private final Cache<Key, Known> lists = Caffeine.newBuilder()
            .maximumWeight(MOST)
            .weigher((Key key, Known known) -> known.weight())
            .build();

    private record Key(UUID ledger, String kind, ItemFilter filter) {}

    private record Known(String version, List<Item<?>> items, int weight) {}

    /** A list that is being read, to be remembered once it is whole. */
    final class Growing {
        private final Key key;
        private final @Nullable String version;
        private final List<Item<?>> items = new ArrayList<>();
        private long weight;

        private Growing(Key key, @Nullable String version) {
            this.key = key;
            this.version = version;
        }

        void add(Item<?> item) {
            if (version != null && items.size() <= LONGEST) {
                items.add(item);
            }
        }

        /** @param places of items that are added, too */
        void weigh(List<Briefs.Place> places) {
            for (Briefs.Place place : places) {
                weight += place.bytes() + BESIDE;
            }
        }

        void isWhole() {
            if (version != null && items.size() <= LONGEST && weight <= MOST) {
                lists.put(key, new Known(version, List.copyOf(items), Math.toIntExact(weight)));
            }
        }
    }

    /**
     * The items, or null when they are not known at that version.
     *
     * @param version of the ledger's row as it was read before; null when it was not
     */
    @SuppressWarnings("unchecked") // The kind in the key says of which type the briefs are.
    <B> @Nullable List<Item<B>> known(UUID ledger, @Nullable String version, ItemFold<?, B> fold, ItemFilter filter) {
        if (version == null) {
            return null;
        }
        Known known = lists.getIfPresent(new Key(ledger, fold.kind(), filter));
        return known == null || !known.version().equals(version) ? null : (List<Item<B>>) (List<?>) known.items();
    }

    /** @param version of the ledger's row, read before the first item was; null when nothing is to be remembered */
    Growing growing(UUID ledger, @Nullable String version, ItemFold<?, ?> fold, ItemFilter filter) {
        return new Growing(new Key(ledger, fold.kind(), filter), version);
    }
}
