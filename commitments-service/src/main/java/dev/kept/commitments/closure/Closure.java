package dev.kept.commitments.closure;

import dev.kept.events.ClosureEvent;
import dev.kept.events.ClosureEvent.ClosingDeclined;
import dev.kept.events.ClosureEvent.ClosingProposed;
import dev.kept.events.ClosureEvent.LedgerClosed;
import dev.kept.events.ClosureEvent.LedgerReopened;
import dev.kept.events.ClosureEvent.ReopeningDeclined;
import dev.kept.events.ClosureEvent.ReopeningProposed;
import dev.kept.events.Side;
import org.jspecify.annotations.Nullable;

/**
 * Whether the ledger is open.
 *
 * @param proposedBy the side that wants it the other way round and waits for the other one; null when neither does
 */
public record Closure(boolean closed, @Nullable Side proposedBy) {

    public static final Closure NONE = new Closure(false, null);

    public Closure evolve(ClosureEvent event) {
        return switch (event) {
            case ClosingProposed it -> new Closure(false, it.by());
            case ClosingDeclined ignored -> new Closure(false, null);
            case LedgerClosed ignored -> new Closure(true, null);
            case ReopeningProposed it -> new Closure(true, it.by());
            case ReopeningDeclined ignored -> new Closure(true, null);
            case LedgerReopened ignored -> new Closure(false, null);
        };
    }
}
