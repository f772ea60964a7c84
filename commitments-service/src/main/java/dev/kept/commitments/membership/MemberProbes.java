package dev.kept.commitments.membership;

import dev.kept.commitments.kernel.Issue;
import dev.kept.commitments.kernel.Probe;
import dev.kept.commitments.kernel.Probes;
import dev.kept.commitments.membership.MembershipCommand.RemoveMember;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The members of both sides. */
public final class MemberProbes implements Probes<MembershipSlice> {

    @Override
    public String kind() {
        return "member";
    }

    @Override
    public Set<UUID> items(MembershipSlice state) {
        return state.membership().members().keySet();
    }

    @Override
    public List<Probe<MembershipSlice>> ofItem(UUID ledger, UUID id, MembershipSlice state, Issue issue) {
        return List.of(Probe.of(new RemoveMember(ledger, id, null)));
    }
}
