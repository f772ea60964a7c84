package dev.kept.events;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Closing and reopening a ledger: one side proposes, the other agrees. */
public sealed interface ClosureEvent extends LedgerEvent {

    @Override
    default @Nullable UUID subject() {
        return null;
    }

    record ClosingProposed(Side by, @Nullable Text reason) implements ClosureEvent {}

    /** The other side did not want it, or the side that proposed took it back. */
    record ClosingDeclined(Side by, @Nullable Text reason) implements ClosureEvent {}

    /** Both sides want it closed: nothing is recorded from now on but what this contract calls closure, erasure or first seen. */
    record LedgerClosed() implements ClosureEvent {}

    record ReopeningProposed(Side by, @Nullable Text reason) implements ClosureEvent {}

    /** The other side did not want it, or the side that proposed took it back. */
    record ReopeningDeclined(Side by, @Nullable Text reason) implements ClosureEvent {}

    record LedgerReopened() implements ClosureEvent {}
}
