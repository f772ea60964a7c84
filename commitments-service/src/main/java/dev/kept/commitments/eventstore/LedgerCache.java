package dev.kept.commitments.eventstore;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Weigher;
import org.axonframework.common.Registration;
import org.axonframework.common.caching.Cache;
import org.axonframework.eventsourcing.AggregateCacheEntry;
import org.axonframework.eventsourcing.EventSourcedAggregate;
import org.jspecify.annotations.Nullable;

/**
 * Ledgers as their last command left them. Each weighs as many entries as it holds, so that a few long ledgers cannot fill the memory
 * that many short ones share.
 */
final class LedgerCache implements Cache {

    /** What a ledger weighs before its first entry. */
    private static final int BASE = 20;

    private final com.github.benmanes.caffeine.cache.Cache<Object, Object> entries;

    LedgerCache(long entriesInAll) {
        this.entries = Caffeine.newBuilder()
                .maximumWeight(entriesInAll)
                .weigher((Weigher<Object, Object>) (key, value) -> weightOf(value))
                .executor(Runnable::run)
                .build();
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <K, V> @Nullable V get(K key) {
        return (V) entries.getIfPresent(key);
    }

    /** A ledger whose opening was refused has no entry and is not kept: under its id there may be another in the store. */
    @Override
    public void put(Object key, Object value) {
        if (lastSequence(value) == null) {
            entries.invalidate(key);
        } else {
            entries.put(key, value);
        }
    }

    @Override
    public boolean putIfAbsent(Object key, Object value) {
        return entries.asMap().putIfAbsent(key, value) == null;
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

    private static int weightOf(Object value) {
        Long last = lastSequence(value);
        return BASE + (last == null ? 0 : Math.toIntExact(Math.min(last, Integer.MAX_VALUE - BASE)));
    }

    private static @Nullable Long lastSequence(Object value) {
        if (!(value instanceof AggregateCacheEntry<?> entry)) {
            throw new IllegalArgumentException("only ledgers are cached here");
        }
        // An entry that has not been serialised holds the aggregate itself, and asks for none of these.
        @SuppressWarnings("NullAway")
        EventSourcedAggregate<?> aggregate = entry.recreateAggregate(null, null, null, null);
        return aggregate.version();
    }
}
