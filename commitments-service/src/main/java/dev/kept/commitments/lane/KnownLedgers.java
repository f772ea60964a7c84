package dev.kept.commitments.lane;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalListener;
import com.github.benmanes.caffeine.cache.Weigher;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Ledgers as their last command left them, as many as fit into a number of bytes. How much memory a state takes is estimated from its
 * written form, once it has grown by half since the last time, and in between from its number of entries.
 */
final class KnownLedgers<S> {

    /** What a ledger takes beside its items. */
    private static final int BASE_BYTES = 8 << 10;

    /** An estimate: maps and objects take several times what their JSON does. */
    private static final int BYTES_FOR_A_WRITTEN_BYTE = 6;

    private final Cache<UUID, Weighed<S>> ledgers;
    private final LedgerModel<S> model;

    KnownLedgers(long bytesInAll, LedgerModel<S> model) {
        this.model = model;
        this.ledgers = Caffeine.newBuilder()
                .maximumWeight(bytesInAll)
                .weigher((Weigher<UUID, Weighed<S>>) (id, weighed) -> weighed.weight())
                .executor(Runnable::run)
                .evictionListener((RemovalListener<UUID, Weighed<S>>) (id, weighed, cause) -> left(id, weighed))
                .build();
    }

    private void left(@Nullable UUID id, @Nullable Weighed<S> weighed) {
        if (id != null && weighed != null) {
            KnownLedger<S> ledger = weighed.ledger();
            model.left(id, ledger.state(), ledger.last(), ledger.snapshot());
        }
    }

    /**
     * A ledger and what it takes.
     *
     * @param measuredAt the number of entries at which its written form was looked at last
     * @param written the length of that
     */
    private record Weighed<S>(KnownLedger<S> ledger, long measuredAt, long written) {
        long entries() {
            return ledger.last() + 1;
        }

        int weight() {
            double bytes = (double) written * entries() / measuredAt * BYTES_FOR_A_WRITTEN_BYTE;
            return BASE_BYTES + (int) Math.min(bytes, Integer.MAX_VALUE - BASE_BYTES);
        }

        boolean isOutgrownBy(long more) {
            return more > measuredAt + measuredAt / 2;
        }
    }

    @Nullable
    KnownLedger<S> get(UUID id) {
        Weighed<S> weighed = ledgers.getIfPresent(id);
        return weighed == null ? null : weighed.ledger();
    }

    /** What its lane has committed. */
    void committed(UUID id, KnownLedger<S> ledger) {
        ledgers.put(id, weighed(id, ledger, ledgers.getIfPresent(id)));
    }

    /** What was read from the store; a lane may have gone on meanwhile. */
    void loaded(UUID id, KnownLedger<S> ledger) {
        Weighed<S> weighed = weighed(id, ledger, null);
        ledgers.asMap()
                .merge(
                        id,
                        weighed,
                        (there, read) -> there.ledger().last() < read.ledger().last() ? read : there);
    }

    /** Whenever it is not sure that the store still ends there. */
    void drop(UUID id) {
        ledgers.invalidate(id);
    }

    /** None is kept any longer: the process ends. */
    void leave() {
        ledgers.asMap().forEach(this::left);
        ledgers.invalidateAll();
    }

    /** What they are thought to take. */
    long bytes() {
        return ledgers.asMap().values().stream().mapToLong(Weighed::weight).sum();
    }

    private Weighed<S> weighed(UUID id, KnownLedger<S> ledger, @Nullable Weighed<S> before) {
        long count = ledger.last() + 1;
        return before == null || before.isOutgrownBy(count)
                ? new Weighed<>(ledger, count, model.writtenLength(id, ledger.state()))
                : new Weighed<>(ledger, before.measuredAt(), before.written());
    }
}
