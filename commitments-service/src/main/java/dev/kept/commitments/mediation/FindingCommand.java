package dev.kept.commitments.mediation;

import dev.kept.commitments.kernel.Issue;
import dev.kept.commitments.kernel.LedgerCommand;
import dev.kept.commitments.kernel.Rejected;
import dev.kept.commitments.mediation.Findings.Finding;
import dev.kept.commitments.mediation.Findings.OnDispute;
import dev.kept.events.Actor;
import dev.kept.events.CommitmentEvent.DisputeResolved;
import dev.kept.events.Evidence;
import dev.kept.events.FindingEvent.Dispute;
import dev.kept.events.FindingEvent.FindingAccepted;
import dev.kept.events.FindingEvent.FindingDeclined;
import dev.kept.events.FindingEvent.FindingRecorded;
import dev.kept.events.LedgerEvent;
import dev.kept.events.Side;
import dev.kept.events.Text;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a mediator finds, and whether the sides accept it. */
public sealed interface FindingCommand extends LedgerCommand<FindingSlice> {

    UUID finding();

    @Override
    default UUID item() {
        return finding();
    }

    /**
     * A mediator states something neutral.
     *
     * @param on the disputed delivery it is on; null when it is on a pattern
     * @param about items it rests on
     * @param evidence what else it rests on
     */
    record RecordFinding(
            UUID ledger, UUID finding, Text text, @Nullable Disputed on, List<UUID> about, List<Evidence> evidence)
            implements FindingCommand {
        public RecordFinding {
            about = List.copyOf(about);
            evidence = List.copyOf(evidence);
        }

        @Override
        public Optional<Actor> issuer(FindingSlice state, @Nullable UUID person) {
            return Mediators.issuer(state, person);
        }

        @Override
        public List<LedgerEvent> decide(FindingSlice state, Issue issue) {
            if (state.knows(finding)) {
                throw Rejected.alreadyExists(finding);
            }
            state.requireKnown(about);
            return List.of(new FindingRecorded(finding, text, dispute(state), about, evidence));
        }

        private @Nullable Dispute dispute(FindingSlice state) {
            return on == null
                    ? null
                    : new Dispute(on.commitment(), state.requireDisputed(on.commitment(), on.occurrence()), on.kept());
        }
    }

    /** A side accepts a finding. With the second side's word one on a dispute that is still open resolves it. */
    record AcceptFinding(UUID ledger, UUID finding) implements FindingCommand {
        @Override
        public List<LedgerEvent> decide(FindingSlice state, Issue issue) {
            Side side = issue.side();
            Finding known = state.findings().require(finding);
            requireNotAccepted(finding, known, side);
            LedgerEvent accepted = new FindingAccepted(finding, side);
            OnDispute on = known.on();
            return on != null && known.accepted().contains(side.other()) && on.isOpen(state)
                    ? List.of(accepted, new DisputeResolved(on.commitment(), on.occurrence(), finding, on.kept()))
                    : List.of(accepted);
        }
    }

    /** A side does not accept a finding; it may still accept it later. */
    record DeclineFinding(
            UUID ledger, UUID finding, @Nullable Text reason) implements FindingCommand {
        @Override
        public List<LedgerEvent> decide(FindingSlice state, Issue issue) {
            Side side = issue.side();
            Finding known = state.findings().require(finding);
            requireNotAccepted(finding, known, side);
            if (known.declined().contains(side)) {
                throw Rejected.rule(
                        "already-declined",
                        "Your side has already declined this finding.",
                        Map.of("finding", finding, "side", side));
            }
            return List.of(new FindingDeclined(finding, side, reason));
        }
    }

    /**
     * The disputed delivery a finding is on.
     *
     * @param occurrence null for a commitment that does not recur
     * @param kept whether the delivery should count, by the time it was made
     */
    record Disputed(UUID commitment, @Nullable Integer occurrence, boolean kept) {}

    private static void requireNotAccepted(UUID finding, Finding known, Side side) {
        if (known.accepted().contains(side)) {
            throw Rejected.rule(
                    "already-accepted",
                    "Your side has already accepted this finding.",
                    Map.of("finding", finding, "side", side));
        }
    }
}
