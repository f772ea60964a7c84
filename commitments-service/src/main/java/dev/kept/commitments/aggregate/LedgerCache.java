package dev.kept.commitments.aggregate;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Weigher;
import java.util.function.ToLongFunction;
import org.axonframework.common.Registration;
import org.axonframework.common.caching.Cache;
import org.axonframework.eventsourcing.AggregateCacheEntry;
import org.axonframework.eventsourcing.EventSourcedAggregate;
import org.jspecify.annotations.Nullable;

/**
 * Ledgers as their last command left them, as many as fit into a number of bytes. How much memory a state takes is estimated from its
 * written form, once it has grown by half since the last time, and in between from its number of entries.
 */
final class LedgerCache implements Cache {

    /** What a ledger takes beside its items. */
    private static final int BASE_BYTES = 8 << 10;

    /** An estimate: maps and objects take several times what their JSON does. */
    private static final int BYTES_FOR_A_WRITTEN_BYTE = 6;

    private final com.github.benmanes.caffeine.cache.Cache<Object, Weighed> entries;
    private final ToLongFunction<Object> writtenLength;

    /** @param writtenLength how long the written form of an aggregate's state is */
    LedgerCache(long bytesInAll, ToLongFunction<Object> writtenLength) {
        this.writtenLength = writtenLength;
        this.entries = Caffeine.newBuilder()
                .maximumWeight(bytesInAll)
                .weigher((Weigher<Object, Weighed>) (key, weighed) -> weighed.weight())
                .executor(Runnable::run)
                .build();
    }

    /**
     * A ledger and what it takes.
     *
     * @param measuredAt the number of entries at which its written form was looked at last
     * @param written the length of that
     */
    private record Weighed(Object ledger, long entries, long measuredAt, long written) {
        int weight() {
            double bytes = (double) written * entries / measuredAt * BYTES_FOR_A_WRITTEN_BYTE;
            return BASE_BYTES + (int) Math.min(bytes, Integer.MAX_VALUE - BASE_BYTES);
        }

        boolean isOutgrownBy(long more) {
            return more > measuredAt + measuredAt / 2;
        }
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <K, V> @Nullable V get(K key) {
        Weighed weighed = entries.getIfPresent(key);
        return weighed == null ? null : (V) weighed.ledger();
    }

    /** A ledger whose opening was refused has no entry and is not kept: under its id there may be another in the store. */
    @Override
    public void put(Object key, Object value) {
        EventSourcedAggregate<?> aggregate = aggregate(value);
        if (aggregate.version() == null) {
            entries.invalidate(key);
        } else {
            entries.put(key, weighed(value, aggregate, entries.getIfPresent(key)));
        }
    }

    @Override
    public boolean putIfAbsent(Object key, Object value) {
        return entries.asMap().putIfAbsent(key, weighed(value, aggregate(value), null)) == null;
    }

    private Weighed weighed(Object value, EventSourcedAggregate<?> aggregate, @Nullable Weighed before) {
        Long last = aggregate.version();
        long count = last == null ? 1 : last + 1;
        return before == null || before.isOutgrownBy(count)
                ? new Weighed(value, count, count, writtenLength.applyAsLong(aggregate.getAggregateRoot()))
                : new Weighed(value, count, before.measuredAt(), before.written());
    }

    /** What the cache is thought to take. */
    long bytes() {
        return entries.asMap().values().stream().mapToLong(Weighed::weight).sum();
    }

    @Override
    public boolean remove(Object key) {
        return entries.asMap().remove(key) != null;
    }

    @Override
    public void removeAll() {
        entries.invalidateAll();
    }

    @Override
    public boolean containsKey(Object key) {
        return entries.asMap().containsKey(key);
    }

    @Override
    public Registration registerCacheEntryListener(EntryListener cacheEntryListener) {
        throw new UnsupportedOperationException("nobody listens to the cache of ledgers");
    }

    private static EventSourcedAggregate<?> aggregate(Object value) {
        if (!(value instanceof AggregateCacheEntry<?> entry)) {
            throw new IllegalArgumentException("only ledgers are cached here");
        }
        // An entry that has not been serialised holds the aggregate itself, and asks for none of these.
        @SuppressWarnings("NullAway")
        EventSourcedAggregate<?> aggregate = entry.recreateAggregate(null, null, null, null);
        return aggregate;
    }
}
