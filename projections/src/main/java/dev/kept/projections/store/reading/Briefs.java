package dev.kept.projections.store.reading;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.kept.projections.store.fold.Item;
import dev.kept.projections.store.fold.ItemFold;
import dev.kept.projections.store.fold.UnreadableView;
import dev.kept.projections.store.fold.ViewJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The briefs of items that lists and sums go through, remembered as they were read: one that stands in a row of the same version is not
 * fetched and parsed again. So what is asked of a long ledger costs what has changed since it was last asked, and a number for each of the
 * rest. Bounded by the characters they were made of; the least used are forgotten first.
 */
final class Briefs {

    private static final Logger log = LoggerFactory.getLogger(Briefs.class);

    /** What is fetched at once of those that are not remembered: so many, or so many bytes as they are stored, compressed. */
    private static final int MOST_AT_ONCE = 500;

    private static final int MOST_BYTES_AT_ONCE = 65_536;

    /** Characters; a parsed brief takes some four times as many bytes. */
    private static final long MOST_REMEMBERED = 8_000_000;

    /** One that is longer would put many others out. */
    private static final int LONGEST_REMEMBERED = 40_000;

    private static final String FETCH = """
        select i.ledger_id, i.item_id, i.first_sequence, i.last_sequence, i.xmin::text as version, i.brief
          from unnest(?::uuid[], ?::uuid[]) k(ledger_id, item_id)
          join item i on i.ledger_id = k.ledger_id and i.kind = ? and i.item_id = k.item_id
        """;

    private final JdbcClient sql;
    private final Cache<Key, Known> remembered = Caffeine.newBuilder()
            .maximumWeight(MOST_REMEMBERED)
            .weigher((Key key, Known known) -> known.length())
            .build();

    Briefs(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * Where a brief stands.
     *
     * @param version of its row: another one once the row was written again
     * @param bytes as it is stored
     */
    record Place(UUID ledger, UUID item, long firstSequence, long lastSequence, String version, int bytes) {}

    private record Key(UUID ledger, String kind, UUID item) {}

    private record Known(String version, Object brief, int length) {}

    /** Takes one item after the other. */
    interface Taker<B> {
        void take(UUID ledger, Item<B> item);
    }

    /**
     * Gives the items at these places, in their order. One that is gone or cannot be read is left out; one that was written again since
     * comes as it stands now, which its last sequence tells.
     *
     * @param strict whether one that cannot be read fails the query instead
     */
    <B> void give(List<Place> places, ItemFold<?, B> fold, boolean strict, Taker<B> taker) {
        List<@Nullable Item<B>> items = new ArrayList<>(places.size());
        List<Place> unknown = new ArrayList<>();
        for (Place place : places) {
            B brief = known(place, fold);
            items.add(
                    brief == null
                            ? null
                            : new Item<>(place.item(), place.firstSequence(), place.lastSequence(), brief));
            if (brief == null) {
                unknown.add(place);
            }
        }
        Map<Key, Item<B>> fetched = new HashMap<>();
        portions(unknown).forEach(portion -> fetch(portion, fold, strict, fetched));
        for (int i = 0; i < places.size(); i++) {
            Place place = places.get(i);
            Item<B> item = items.get(i) == null ? fetched.get(key(place, fold)) : items.get(i);
            if (item != null) {
                taker.take(place.ledger(), item);
            }
        }
    }

    /** The same places, in portions that may be held in memory at once. */
    static List<List<Place>> portions(List<Place> places) {
        List<List<Place>> portions = new ArrayList<>();
        int from = 0;
        long bytes = 0;
        for (int i = 0; i < places.size(); i++) {
            bytes += places.get(i).bytes();
            if (bytes > MOST_BYTES_AT_ONCE && i > from || i - from == MOST_AT_ONCE) {
                portions.add(places.subList(from, i));
                from = i;
                bytes = places.get(i).bytes();
            }
        }
        if (from < places.size()) {
            portions.add(places.subList(from, places.size()));
        }
        return portions;
    }

    private <B> @Nullable B known(Place place, ItemFold<?, B> fold) {
        Known known = remembered.getIfPresent(key(place, fold));
        return known == null || !known.version().equals(place.version())
                ? null
                : fold.brief().cast(known.brief());
    }

    private <B> void fetch(List<Place> places, ItemFold<?, B> fold, boolean strict, Map<Key, Item<B>> fetched) {
        sql.sql(FETCH)
                .param(places.stream().map(place -> place.ledger().toString()).toArray(String[]::new))
                .param(places.stream().map(place -> place.item().toString()).toArray(String[]::new))
                .param(fold.kind())
                .query(row -> {
                    UUID ledger = row.getObject("ledger_id", UUID.class);
                    Key key = new Key(ledger, fold.kind(), row.getObject("item_id", UUID.class));
                    String stored = row.getString("brief");
                    try {
                        B brief = strict
                                ? StoredViews.read(ledger, stored, fold.brief())
                                : ViewJson.read(stored, fold.brief());
                        fetched.put(
                                key,
                                new Item<>(
                                        key.item(),
                                        row.getLong("first_sequence"),
                                        row.getLong("last_sequence"),
                                        brief));
                        if (stored.length() <= LONGEST_REMEMBERED) {
                            remembered.put(key, new Known(row.getString("version"), brief, stored.length()));
                        }
                    } catch (UnreadableView e) {
                        log.error("An item of ledger {} is left out of a list: {}", ledger, e.getMessage());
                    }
                });
    }

    private static Key key(Place place, ItemFold<?, ?> fold) {
        return new Key(place.ledger(), fold.kind(), place.item());
    }
}
