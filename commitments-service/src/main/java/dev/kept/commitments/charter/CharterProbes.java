package dev.kept.commitments.charter;

import dev.kept.commitments.charter.CharterCommand.AgreeCharter;
import dev.kept.commitments.charter.CharterCommand.AmendCharter;
import dev.kept.commitments.charter.CharterCommand.DeclineCharter;
import dev.kept.commitments.charter.CharterCommand.ProposeCharter;
import dev.kept.commitments.charter.CharterCommand.WithdrawCharter;
import dev.kept.commitments.charter.Charters.Proposal;
import dev.kept.commitments.kernel.Issue;
import dev.kept.commitments.kernel.Probe;
import dev.kept.commitments.kernel.Probes;
import dev.kept.commitments.kernel.Sample;
import dev.kept.events.CharterEvent.Section;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The charter, and the proposal that waits for an answer. */
public final class CharterProbes implements Probes<CharterSlice> {

    @Override
    public String kind() {
        return "charter";
    }

    @Override
    public List<Probe<CharterSlice>> ofLedger(UUID ledger, CharterSlice state, Issue issue) {
        return List.of(Probe.of(new ProposeCharter(ledger, Sample.NEW_ID, List.of(wording(null)), null)));
    }

    @Override
    public Set<UUID> items(CharterSlice state) {
        UUID id = state.charters().id();
        return id == null ? Set.of() : Set.of(id);
    }

    @Override
    public List<Probe<CharterSlice>> ofItem(UUID ledger, UUID item, CharterSlice state, Issue issue) {
        Charters charters = state.charters();
        Proposal open = charters.open();
        if (open == null) {
            return List.of(Probe.of(amending(ledger, null, charters.inForce())));
        }
        UUID proposal = open.id();
        return List.of(
                Probe.ofPart(proposal, new AgreeCharter(ledger, proposal)),
                Probe.ofPart(proposal, new DeclineCharter(ledger, proposal, null)),
                Probe.ofPart(proposal, amending(ledger, proposal, open.clauses())),
                Probe.ofPart(proposal, new WithdrawCharter(ledger, proposal, null)));
    }

    /** Other words for a clause that is there: a charter that is full takes those as well. */
    private static AmendCharter amending(UUID ledger, @Nullable UUID answers, List<UUID> base) {
        UUID clause = base.isEmpty() ? null : base.getFirst();
        return new AmendCharter(ledger, Sample.NEW_ID, answers, List.of(wording(clause)), List.of(), null);
    }

    private static ProposedClause wording(@Nullable UUID clause) {
        return new ProposedClause(clause, Section.GOALS, null, Sample.TEXT);
    }
}
