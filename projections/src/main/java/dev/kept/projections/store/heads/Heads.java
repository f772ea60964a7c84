package dev.kept.projections.store.heads;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Who is to be told when a ledger has new entries or is halted. A call says no more than that it is worth looking. */
public final class Heads {

    private final Map<UUID, Set<Watch>> watches = new ConcurrentHashMap<>();

    /** Told on the thread that brought the news, so it must return at once. */
    private record Watch(Runnable news, Object identity) {}

    /** Ends the watching. */
    @FunctionalInterface
    public interface Watching extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Watches a ledger until closed.
     *
     * @param news is called from any thread, may be called for nothing, and must return at once
     */
    public Watching watch(UUID ledger, Runnable news) {
        Watch watch = new Watch(news, new Object());
        watches.compute(ledger, (id, known) -> {
            Set<Watch> all = known == null ? ConcurrentHashMap.newKeySet() : known;
            all.add(watch);
            return all;
        });
        return () -> watches.computeIfPresent(ledger, (id, known) -> {
            known.remove(watch);
            return known.isEmpty() ? null : known;
        });
    }

    /** These ledgers have new entries, or were halted. */
    public void changed(Collection<UUID> ledgers) {
        for (UUID ledger : ledgers) {
            watches.getOrDefault(ledger, Set.of()).forEach(watch -> watch.news().run());
        }
    }

    /** The ledgers that somebody watches. */
    Set<UUID> watched() {
        return Set.copyOf(watches.keySet());
    }
}
