package dev.kept.projections.store.fold;

import dev.kept.events.Entry;
import dev.kept.events.ItemName;
import dev.kept.events.KeyEvent;
import dev.kept.events.LedgerEvent;
import dev.kept.events.MembershipEvent;
import dev.kept.events.SeenEvent;
import dev.kept.events.UnreadableStatement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The views of one ledger while entries are folded into them: the one way in which views come about, for live ingest, rebuild and
 * the past alike. Not for several threads.
 */
public final class LedgerFolding {

    /** The head of a ledger without entries. */
    public static final long NOTHING = -1;

    private final List<ItemFold<?, ?>> folds;
    private final Map<ItemKey, Item<?>> items = new HashMap<>();
    private final Map<ItemKey, Item<?>> changed = new LinkedHashMap<>();
    private final Map<ItemKey, Integer> changes = new HashMap<>();
    private long head;
    private Instant recorded;
    private @Nullable LedgerView view;
    private boolean viewChanged;

    private LedgerFolding(List<ItemFold<?, ?>> folds, long head, Instant recorded, @Nullable LedgerView view) {
        this.folds = folds;
        this.head = head;
        this.recorded = recorded;
        this.view = view;
    }

    /** From before the first entry. */
    public static LedgerFolding fromTheStart(List<ItemFold<?, ?>> folds) {
        return new LedgerFolding(folds, NOTHING, Instant.EPOCH, null);
    }

    /**
     * Goes on from stored views; those of the items that will be concerned are to be given to {@link #know}.
     *
     * @param view may be null when no entry to come concerns the ledger as a whole
     */
    public static LedgerFolding from(
            List<ItemFold<?, ?>> folds, long head, Instant recorded, @Nullable LedgerView view) {
        return new LedgerFolding(folds, head, recorded, view);
    }

    public void know(String kind, Item<?> item) {
        items.put(new ItemKey(kind, item.id()), item);
    }

    /** The items that an entry concerns. */
    public static List<ItemKey> concerned(List<ItemFold<?, ?>> folds, LedgerEvent event) {
        List<ItemKey> keys = new ArrayList<>(1);
        for (ItemFold<?, ?> fold : folds) {
            UUID item = fold.itemOf(event);
            if (item != null) {
                keys.add(new ItemKey(fold.kind(), item));
            }
        }
        return keys;
    }

    /** The ledger's own view after an entry; the same where the entry does not concern it. */
    public static LedgerView evolve(@Nullable LedgerView before, Entry entry) {
        return LedgerFold.evolve(before, entry);
    }

    /** Whether an event changes the ledger's own view. */
    public static boolean concernsLedger(LedgerEvent event) {
        return switch (ItemName.of(event)) {
            case null -> !(event instanceof SeenEvent || event instanceof KeyEvent);
            // It may have taken a name out of the ledger's own view.
            case ERASURE -> true;
            default -> false;
        };
    }

    /**
     * Applies the next entry, wholly or not at all.
     *
     * @throws RuntimeException when it does not follow from what was before; all views are then as they were
     */
    public void apply(Entry entry) {
        if (entry.sequence() != head + 1) {
            throw new UnreadableStatement("entry " + entry.sequence() + " does not follow " + head);
        }
        boolean opens = entry.event() instanceof MembershipEvent.LedgerOpened;
        if (opens != (head == NOTHING)) {
            throw new UnreadableStatement("a ledger begins with its opening, once");
        }
        boolean changesView = concernsLedger(entry.event());
        LedgerView nextView = changesView ? LedgerFold.evolve(view, entry) : view;
        Map<ItemKey, Item<?>> next = new HashMap<>();
        for (ItemFold<?, ?> fold : folds) {
            UUID item = fold.itemOf(entry.event());
            if (item != null) {
                ItemKey key = new ItemKey(fold.kind(), item);
                next.put(key, evolve(fold, items.get(key), key, entry));
            }
        }
        viewChanged |= changesView;
        view = nextView;
        items.putAll(next);
        changed.putAll(next);
        next.keySet().forEach(key -> changes.merge(key, 1, Integer::sum));
        head = entry.sequence();
        recorded = entry.recorded();
    }

    private static <V> Item<V> evolve(ItemFold<V, ?> fold, @Nullable Item<?> before, ItemKey key, Entry entry) {
        V viewBefore = before == null ? null : fold.view().cast(before.view());
        long first = before == null ? entry.sequence() : before.firstSequence();
        return new Item<>(key.id(), first, entry.sequence(), fold.evolve(viewBefore, entry));
    }

    public long head() {
        return head;
    }

    public Instant recorded() {
        return recorded;
    }

    /** The ledger's own view; null when it was neither given nor folded. */
    public @Nullable LedgerView view() {
        return view;
    }

    public boolean viewChanged() {
        return viewChanged;
    }

    /** The items that changed since the start, as they are now. */
    public Map<ItemKey, Item<?>> changedItems() {
        return changed;
    }

    /** How many entries since the start concerned an item. */
    public int changesOf(ItemKey item) {
        return changes.getOrDefault(item, 0);
    }

    /** All items known here. */
    public Collection<Map.Entry<ItemKey, Item<?>>> items() {
        return items.entrySet();
    }
}
