package dev.kept.commitments.charter;

import dev.kept.commitments.charter.Charters.Proposal;
import dev.kept.commitments.kernel.Issue;
import dev.kept.commitments.kernel.LedgerCommand;
import dev.kept.commitments.kernel.Rejected;
import dev.kept.events.CharterEvent.CharterAgreed;
import dev.kept.events.CharterEvent.CharterAmended;
import dev.kept.events.CharterEvent.CharterDeclined;
import dev.kept.events.CharterEvent.CharterProposed;
import dev.kept.events.CharterEvent.CharterWithdrawn;
import dev.kept.events.LedgerEvent;
import dev.kept.events.Side;
import dev.kept.events.Text;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pcollections.PVector;

/** What people ask for about the charter. A ledger has one; its id is that of the first proposal. */
public sealed interface CharterCommand extends LedgerCommand<CharterSlice> {

    /** The most clauses a charter can have. */
    int MAX_CLAUSES = 100;

    UUID proposal();

    @Override
    default UUID item() {
        return proposal();
    }

    /** {@code If-Match} is about the charter, whichever proposal a command addresses. */
    @Override
    default @Nullable Long lastAbout(CharterSlice state) {
        return state.lastAbout(state.charters().id());
    }

    /**
     * A side puts a whole charter forward, in place of whatever is in force.
     *
     * @param clauses those in force that stay or get another wording keep their id
     */
    record ProposeCharter(
            UUID ledger,
            UUID proposal,
            List<ProposedClause> clauses,
            @Nullable Text reason) implements CharterCommand {
        public ProposeCharter {
            clauses = List.copyOf(clauses);
        }

        @Override
        public List<LedgerEvent> decide(CharterSlice state, Issue issue) {
            Side by = issue.side();
            Charters charters = state.charters();
            charters.requireNoneOpen();
            requireEachOnce(ProposedClause.known(clauses));
            requireAmong(charters.inForce(), ProposedClause.known(clauses));
            requireFit(clauses.size());
            return List.of(new CharterProposed(
                    charters.idOr(proposal), proposal, by, ProposedClause.clauses(clauses, proposal), reason));
        }
    }

    /**
     * A side puts forward a change of some clauses of what is in force; or of what the other side proposed, in whose place this comes.
     *
     * @param answers the other side's proposal; null when it changes what is in force
     * @param removed ids of clauses
     */
    record AmendCharter(
            UUID ledger,
            UUID proposal,
            @Nullable UUID answers,
            List<ProposedClause> changed,
            List<UUID> removed,
            @Nullable Text reason)
            implements CharterCommand {
        public AmendCharter {
            changed = List.copyOf(changed);
            removed = List.copyOf(removed);
        }

        @Override
        public List<LedgerEvent> decide(CharterSlice state, Issue issue) {
            Side by = issue.side();
            Charters charters = state.charters();
            UUID charter = charters.requireId();
            PVector<UUID> base = base(charters, by);
            if (changed.isEmpty() && removed.isEmpty()) {
                throw Rejected.rule("nothing-changed", "An amendment changes at least one clause.", Map.of());
            }
            List<UUID> named = Stream.concat(ProposedClause.known(changed).stream(), removed.stream())
                    .toList();
            requireEachOnce(named);
            requireAmong(base, named);
            var clauses = ProposedClause.clauses(changed, proposal);
            requireFit(Charters.amended(base, clauses, removed).size());
            return List.of(new CharterAmended(charter, proposal, by, answers, clauses, removed, reason));
        }

        private PVector<UUID> base(Charters charters, Side by) {
            if (answers != null) {
                return requireTurn(charters, answers, by).clauses();
            }
            charters.requireNoneOpen();
            if (charters.version() == 0) {
                throw Rejected.rule(
                        "no-charter-in-force",
                        "No charter is in force that could be amended: propose a whole one.",
                        Map.of());
            }
            return charters.inForce();
        }
    }

    /** The other side agrees: what was proposed is in force. */
    record AgreeCharter(UUID ledger, UUID proposal) implements CharterCommand {
        @Override
        public List<LedgerEvent> decide(CharterSlice state, Issue issue) {
            Charters charters = state.charters();
            requireTurn(charters, proposal, issue.side());
            return List.of(new CharterAgreed(charters.requireId(), proposal, charters.version() + 1));
        }
    }

    /** The other side says no; what is in force stays. */
    record DeclineCharter(
            UUID ledger, UUID proposal, @Nullable Text reason) implements CharterCommand {
        @Override
        public List<LedgerEvent> decide(CharterSlice state, Issue issue) {
            requireTurn(state.charters(), proposal, issue.side());
            return List.of(new CharterDeclined(state.charters().requireId(), proposal, reason));
        }
    }

    /** The side that put it forward takes it back. */
    record WithdrawCharter(
            UUID ledger, UUID proposal, @Nullable Text reason) implements CharterCommand {
        @Override
        public List<LedgerEvent> decide(CharterSlice state, Issue issue) {
            Side side = issue.side();
            if (state.charters().requireOpen(proposal).by() != side) {
                throw Rejected.rule(
                        "not-your-proposal",
                        "The other side put this forward: you can agree, decline or answer with an amendment.",
                        Map.of("proposal", proposal, "by", side.other()));
            }
            return List.of(new CharterWithdrawn(state.charters().requireId(), proposal, reason));
        }
    }

    private static Proposal requireTurn(Charters charters, UUID proposal, Side side) {
        Proposal open = charters.requireOpen(proposal);
        if (open.by() == side) {
            throw Rejected.rule(
                    "not-your-turn",
                    "It is for the other side to answer.",
                    Map.of("proposal", proposal, "turn", side.other()));
        }
        return open;
    }

    private static void requireEachOnce(List<UUID> named) {
        Set<UUID> seen = new HashSet<>();
        List<UUID> twice =
                named.stream().filter(clause -> !seen.add(clause)).distinct().toList();
        if (!twice.isEmpty()) {
            throw Rejected.rule("clause-twice", "A clause is named more than once.", Map.of("clauses", twice));
        }
    }

    private static void requireAmong(PVector<UUID> base, List<UUID> named) {
        List<UUID> unknown =
                named.stream().filter(clause -> !base.contains(clause)).toList();
        if (!unknown.isEmpty()) {
            throw Rejected.rule(
                    "clause-not-found",
                    "There is no such clause in what this would change.",
                    Map.of("clauses", unknown));
        }
    }

    private static void requireFit(int clauses) {
        if (clauses == 0) {
            throw Rejected.rule("charter-empty", "A charter has at least one clause.", Map.of());
        }
        if (clauses > MAX_CLAUSES) {
            throw Rejected.rule(
                    "too-many-clauses",
                    "A charter can have " + MAX_CLAUSES + " clauses at most.",
                    Map.of("clauses", clauses));
        }
    }
}
