package dev.kept.projections.views.document;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which texts an export does not show. Templates call what is public.
 *
 * @param everything all of them
 * @param entries those of these entries
 */
record LeftOut(boolean everything, Set<Long> entries) {

    LeftOut {
        entries = Set.copyOf(entries);
    }

    boolean shows(long sequence) {
        return !everything && !entries.contains(sequence);
    }

    public boolean nothing() {
        return !everything && entries.isEmpty();
    }

    /** Their numbers, in order. */
    public String numbers() {
        return new TreeSet<>(entries).stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
