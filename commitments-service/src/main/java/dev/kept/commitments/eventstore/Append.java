package dev.kept.commitments.eventstore;

import dev.kept.transparency.tree.Hash;
import dev.kept.transparency.tree.RightEdge;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one command, to be stored all or none.
 *
 * @param rows of one ledger, ascending; at least one
 * @param nodes what each adds to its ledger's tree
 * @param edge of the tree that ends with the last
 * @param trace the span that the command was, as {@link dev.kept.http.tracing.Traces#HEADER} has it; null where none is recorded. No
 *     part of an entry: it stands beside it, for the traces of what follows
 */
public record Append(
        List<EntryRow> rows,
        List<TreeNodes> nodes,
        RightEdge edge,
        @Nullable String trace) {

    /**
     * Entries that follow on a tree.
     *
     * @param before the edge of the tree that ends where the rows begin
     */
    public static Append onto(RightEdge before, List<EntryRow> rows) {
        return onto(before, rows, null);
    }

    /** As {@link #onto(RightEdge, List)}, of a command whose trace may be recorded. */
    public static Append onto(RightEdge before, List<EntryRow> rows, @Nullable String trace) {
        List<TreeNodes> nodes = new ArrayList<>(rows.size());
        RightEdge edge = before;
        for (EntryRow row : rows) {
            if (edge.size() != row.key().sequence()) {
                throw new IllegalArgumentException("entry " + row + " does not follow on a tree of " + edge.size());
            }
            List<Hash> completed = edge.completedBy(Hash.ofLeaf(row.statement()));
            edge = edge.with(completed);
            nodes.add(TreeNodes.of(edge, completed));
        }
        return new Append(rows, nodes, edge, trace);
    }

    public UUID ledger() {
        return rows.getFirst().key().ledger();
    }

    /** From the caller's idempotency key; null without one. */
    public @Nullable UUID command() {
        return rows.getFirst().command();
    }

    /** Of its statements and texts, about. */
    public int bytes() {
        int bytes = 0;
        for (EntryRow row : rows) {
            bytes += row.bytes();
        }
        return bytes;
    }
}
