package dev.kept.commitments.lane;

import dev.kept.transparency.tree.RightEdge;
import org.jspecify.annotations.Nullable;

/**
 * A ledger as it stands after one of its entries.
 *
 * @param last the sequence of that entry; -1 before the first
 * @param edge of its Merkle tree; null when the tree cannot grow, for an entry is lost
 * @param snapshot the last entry that a snapshot holds, or will hold; -1 for none
 */
public record KnownLedger<S>(S state, long last, @Nullable RightEdge edge, long snapshot) {}
