package dev.kept.commitments.kernel;

import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Every operation of the API on one kind of item, each as a command to be probed. A feature has one; it holds no rule: whether an
 * operation may be performed is what the command itself decides. See ADR 73.
 *
 * @param <S> what the commands' rules read of the ledger
 */
public interface Probes<S extends LedgerSlice> {

    /** As entries name the kind, e.g. {@code commitment}. */
    String kind();

    /** The operations that begin an item of this kind, or are about the ledger as a whole. */
    default List<Probe<S>> ofLedger(UUID ledger, S state, Issue issue) {
        return List.of();
    }

    /** The items of this kind, whatever became of them. */
    default Set<UUID> items(S state) {
        return Set.of();
    }

    /** The operations on one of {@link #items}. */
    default List<Probe<S>> ofItem(UUID ledger, UUID item, S state, Issue issue) {
        return List.of();
    }

    /** What the bodies of the operations on an item could name, where a rule says what of it they may. */
    default List<Choice<S>> choices(UUID ledger, UUID item, S state, Issue issue) {
        return List.of();
    }

    /** The operations on an entry, one choice for each of its texts. */
    default List<Choice<S>> ofEntry(UUID ledger, long sequence, SealedEntry entry, S state, Issue issue) {
        return List.of();
    }
}
