package dev.kept.commitments.aggregate;

import dev.kept.commitments.kernel.LedgerCommand;
import dev.kept.events.Entry;
import dev.kept.events.LedgerEvent;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A ledger's state, over which commands are decided without anything being stored. */
public final class MeasuredDecisions {

    private final LedgerState state;

    private MeasuredDecisions(LedgerState state) {
        this.state = state;
    }

    /** @param entries all of one ledger, in order */
    public static MeasuredDecisions after(List<Entry> entries) {
        LedgerState state = LedgerState.UNOPENED;
        for (Entry entry : entries) {
            state = state.evolve(entry.event(), entry.sequence(), entry.recorded(), entry.actor());
        }
        return new MeasuredDecisions(state);
    }

    /** What the command comes to; the state stays as it is. */
    public List<LedgerEvent> decide(LedgerCommand<? super LedgerState> command, UUID person, Instant at) {
        return Decided.of(state, command, person, at, null).events();
    }

    /** The state after one more entry. */
    public Object evolve(Entry next) {
        return state.evolve(next.event(), next.sequence(), next.recorded(), next.actor());
    }
}
