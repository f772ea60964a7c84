package dev.kept.commitments.aggregate;

import dev.kept.commitments.kernel.LedgerCommand;
import dev.kept.events.LedgerEvent;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the aggregate decides and what it comes to, without a bus or a store around it: quick enough for many thousands of histories. */
public final class LedgerRules {

    private LedgerState state = LedgerState.UNOPENED;

    /**
     * Someone asks for something, and it is recorded.
     *
     * @param person null for the system
     * @param now what the clock says, in whole milliseconds
     * @param seen the last sequence that the person has seen; null when it was not said
     * @throws dev.kept.commitments.kernel.Rejected when it is refused
     */
    public List<LedgerEvent> issue(
            @Nullable UUID person, LedgerCommand<? super LedgerState> command, Instant now, @Nullable Long seen) {
        Instant at = now.isBefore(state.recorded()) ? state.recorded() : now;
        Decided decided = Decided.of(state, command, person, at, seen);
        state = state.after(decided.events(), decided.issue());
        return decided.events();
    }

    /** The state after what has been recorded so far. */
    public LedgerState state() {
        return state;
    }
}
