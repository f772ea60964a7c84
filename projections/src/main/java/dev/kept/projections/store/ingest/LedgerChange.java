package dev.kept.projections.store.ingest;

import dev.kept.projections.store.fold.ItemKey;
import dev.kept.projections.store.fold.LedgerFolding;
import dev.kept.projections.store.fold.StoredView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a batch does to one ledger: entries in order are folded, duplicates dropped, entries behind a gap held until the missing one
 * comes, records that cannot be read parked. Not for several threads.
 */
final class LedgerChange {

    private final UUID ledger;
    private final int partition;
    private final LedgerFolding folding;
    private final long headBefore;
    private final Instant recordedAtBefore;
    private final @Nullable Halt haltBefore;
    private final Map<Long, byte[]> recordedBefore;
    private final List<Arrival.Legible> parkedBefore;
    private final @Nullable String unreadable;
    private final Map<ItemKey, StoredView> viewsBefore;
    private final TreeMap<Long, Arrival.Legible> waiting = new TreeMap<>();
    private final List<Arrival.Legible> applied = new ArrayList<>();
    private final List<Parked> parked = new ArrayList<>();
    private @Nullable Halt halt;

    /**
     * @param recordedBefore the stored statements of those sequences that come once more
     * @param parkedBefore parked entries that may now get their turn
     * @param unreadable why a view cannot be read that the entries go on from: then none is applied; null when all can
     * @param viewsBefore how the views of the items that the entries concern are stored
     */
    LedgerChange(
            UUID ledger,
            int partition,
            LedgerFolding folding,
            @Nullable Halt halt,
            Map<Long, byte[]> recordedBefore,
            List<Arrival.Legible> parkedBefore,
            @Nullable String unreadable,
            Map<ItemKey, StoredView> viewsBefore) {
        this.ledger = ledger;
        this.partition = partition;
        this.folding = folding;
        this.headBefore = folding.head();
        this.recordedAtBefore = folding.recorded();
        this.haltBefore = halt;
        this.halt = halt;
        this.recordedBefore = recordedBefore;
        this.parkedBefore = parkedBefore;
        this.unreadable = unreadable;
        this.viewsBefore = viewsBefore;
        parkedBefore.forEach(each -> waiting.putIfAbsent(each.entry().sequence(), each));
    }

    void take(Arrival arrival) {
        switch (arrival) {
            case Arrival.Illegible(Received received, UUID ignored, String reason) -> {
                parked.add(new Parked(received, ledger, null, reason));
                halt(reason, received);
            }
            case Arrival.Legible readable -> take(readable);
        }
    }

    private void take(Arrival.Legible arrival) {
        long sequence = arrival.entry().sequence();
        if (sequence <= folding.head()) {
            if (!Arrays.equals(recorded(sequence), arrival.statement())) {
                parked.add(new Parked(arrival.received(), ledger, sequence, Reasons.DIFFERS));
            }
        } else if (sequence > folding.head() + 1) {
            wait(arrival, Reasons.GAP);
        } else if (applies(arrival)) {
            resume();
        }
    }

    /** Gives parked entries their turn, as far as they follow one another. */
    void resume() {
        Arrival.Legible next = waiting.remove(folding.head() + 1);
        while (next != null && applies(next)) {
            next = waiting.remove(folding.head() + 1);
        }
        waiting.headMap(folding.head(), true).clear();
    }

    private boolean applies(Arrival.Legible arrival) {
        if (unreadable != null) {
            wait(arrival, unreadable);
            return false;
        }
        try {
            folding.apply(arrival.entry());
            applied.add(arrival);
            return true;
        } catch (RuntimeException e) {
            // A fold that fails on an entry would fail again: the ledger stops there, the others go on.
            wait(arrival, "cannot be applied: " + Reasons.of(e));
            return false;
        }
    }

    private void wait(Arrival.Legible arrival, String reason) {
        long sequence = arrival.entry().sequence();
        Arrival.Legible other = waiting.putIfAbsent(sequence, arrival);
        if (other == null) {
            parked.add(new Parked(arrival.received(), ledger, sequence, reason));
        } else if (!Arrays.equals(other.statement(), arrival.statement())) {
            parked.add(new Parked(arrival.received(), ledger, sequence, Reasons.DIFFERS));
        }
        halt(reason, arrival.received());
    }

    private void halt(String reason, Received at) {
        if (halt == null) {
            halt = new Halt(folding.head() + 1, reason, at.sentAt());
        }
    }

    private byte @Nullable [] recorded(long sequence) {
        return sequence <= headBefore
                ? recordedBefore.get(sequence)
                : applied.get((int) (sequence - headBefore - 1)).statement();
    }

    UUID ledger() {
        return ledger;
    }

    int partition() {
        return partition;
    }

    LedgerFolding folding() {
        return folding;
    }

    List<Arrival.Legible> applied() {
        return applied;
    }

    /** How an item's view was stored before; null for a new item. */
    @Nullable
    StoredView viewBefore(ItemKey item) {
        return viewsBefore.get(item);
    }

    /** What is to be parked; entries that got their turn within the batch are not. */
    List<Parked> parked() {
        return parked.stream()
                .filter(each -> each.sequence() == null
                        || each.sequence() > folding.head()
                        || each.reason().equals(Reasons.DIFFERS))
                .toList();
    }

    /** Parked before, and no longer needed: they got their turn. */
    List<Received> unparked() {
        return parkedBefore.stream()
                .filter(each -> each.entry().sequence() <= folding.head())
                .map(Arrival.Legible::received)
                .toList();
    }

    @Nullable
    Halt haltBefore() {
        return haltBefore;
    }

    /** A ledger goes on when the entry it waited for came and none waits behind another gap. */
    @Nullable
    Halt haltAfter() {
        if (halt == null || applied.isEmpty()) {
            return halt;
        }
        return waiting.isEmpty() ? null : new Halt(folding.head() + 1, halt.reason(), halt.since());
    }

    /** What remains of this change when its entries cannot be stored: all of them parked, the ledger halted. */
    LedgerChange refused(String reason) {
        LedgerFolding unchanged = LedgerFolding.from(List.of(), headBefore, recordedAtBefore, null);
        LedgerChange refused =
                new LedgerChange(ledger, partition, unchanged, haltBefore, recordedBefore, List.of(), null, Map.of());
        refused.parked.addAll(parked);
        applied.forEach(each -> refused.wait(each, reason));
        return refused;
    }
}
