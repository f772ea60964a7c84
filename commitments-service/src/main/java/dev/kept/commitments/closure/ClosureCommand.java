package dev.kept.commitments.closure;

import dev.kept.commitments.kernel.Issue;
import dev.kept.commitments.kernel.LedgerCommand;
import dev.kept.commitments.kernel.Rejected;
import dev.kept.events.ClosureEvent.ClosingDeclined;
import dev.kept.events.ClosureEvent.ClosingProposed;
import dev.kept.events.ClosureEvent.LedgerClosed;
import dev.kept.events.ClosureEvent.LedgerReopened;
import dev.kept.events.ClosureEvent.ReopeningDeclined;
import dev.kept.events.ClosureEvent.ReopeningProposed;
import dev.kept.events.LedgerEvent;
import dev.kept.events.Side;
import dev.kept.events.Text;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What people ask for about the ledger as a whole being open or closed. */
public sealed interface ClosureCommand extends LedgerCommand<ClosureSlice> {

    @Override
    default @Nullable UUID item() {
        return null;
    }

    /** The first side that asks proposes; when the other one asks too, the ledger is closed. */
    record CloseLedger(UUID ledger, @Nullable Text reason) implements ClosureCommand {
        @Override
        public List<LedgerEvent> decide(ClosureSlice state, Issue issue) {
            Side side = issue.side();
            Side proposedBy = state.closure().proposedBy();
            if (proposedBy == null) {
                requireOtherParty(state, side);
            }
            requireNothingUnsettled(state);
            if (proposedBy == null) {
                return List.of(new ClosingProposed(side, reason));
            }
            requireTurn(proposedBy.other(), side);
            return List.of(new LedgerClosed());
        }
    }

    /** The other side does not want it closed, or the side that proposed takes it back. */
    record DeclineClosing(UUID ledger, @Nullable Text reason) implements ClosureCommand {
        @Override
        public List<LedgerEvent> decide(ClosureSlice state, Issue issue) {
            Side side = issue.side();
            requireProposed(state.closure());
            return List.of(new ClosingDeclined(side, reason));
        }
    }

    /** The first side that asks proposes; when the other one asks too, the ledger is open again. */
    record ReopenLedger(UUID ledger, @Nullable Text reason) implements ClosureCommand {
        @Override
        public boolean allowedWhileClosed() {
            return true;
        }

        @Override
        public List<LedgerEvent> decide(ClosureSlice state, Issue issue) {
            Side side = issue.side();
            requireClosed(state.closure());
            Side proposedBy = state.closure().proposedBy();
            if (proposedBy == null) {
                requireOtherParty(state, side);
                return List.of(new ReopeningProposed(side, reason));
            }
            requireTurn(proposedBy.other(), side);
            return List.of(new LedgerReopened());
        }
    }

    /** The other side wants it to stay closed, or the side that proposed takes it back. */
    record DeclineReopening(UUID ledger, @Nullable Text reason) implements ClosureCommand {
        @Override
        public boolean allowedWhileClosed() {
            return true;
        }

        @Override
        public List<LedgerEvent> decide(ClosureSlice state, Issue issue) {
            Side side = issue.side();
            requireClosed(state.closure());
            requireProposed(state.closure());
            return List.of(new ReopeningDeclined(side, reason));
        }
    }

    /** Somebody must be there to answer a proposal. Who has proposed may have left: their side's word stands. */
    private static void requireOtherParty(ClosureSlice state, Side side) {
        if (!state.hasMembers(side.other())) {
            throw Rejected.rule(
                    "other-party-missing", "Nobody acts for the other party now, so nobody could agree.", Map.of());
        }
    }

    /** What is still owed, or waits for an answer, comes to its end first. */
    private static void requireNothingUnsettled(ClosureSlice state) {
        List<UUID> unsettled = state.unsettledCommitments();
        if (!unsettled.isEmpty()) {
            throw Rejected.rule(
                    "commitments-open",
                    "Commitments are still open, or wait for an answer. They are settled first.",
                    Map.of("commitments", unsettled));
        }
    }

    private static void requireTurn(Side turn, Side side) {
        if (turn != side) {
            throw Rejected.rule(
                    "not-your-turn",
                    "Your side has proposed this already; it is for the other side to answer.",
                    Map.of("turn", turn));
        }
    }

    private static void requireProposed(Closure closure) {
        if (closure.proposedBy() == null) {
            throw Rejected.rule("not-proposed", "Nobody has proposed that.", Map.of());
        }
    }

    private static void requireClosed(Closure closure) {
        if (!closure.closed()) {
            throw Rejected.rule("ledger-open", "The ledger is open.", Map.of());
        }
    }
}
