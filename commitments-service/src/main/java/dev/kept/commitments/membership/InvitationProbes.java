package dev.kept.commitments.membership;

import dev.kept.commitments.kernel.Issue;
import dev.kept.commitments.kernel.Probe;
import dev.kept.commitments.kernel.Probes;
import dev.kept.commitments.kernel.Sample;
import dev.kept.commitments.membership.MembershipCommand.InviteMember;
import dev.kept.commitments.membership.MembershipCommand.InviteParty;
import dev.kept.commitments.membership.MembershipCommand.WithdrawInvitation;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Invitations of a party or a member. Who accepts one is no member yet, and brings a secret: nobody is told of that here. */
public final class InvitationProbes implements Probes<MembershipSlice> {

    @Override
    public String kind() {
        return "invitation";
    }

    @Override
    public List<Probe<MembershipSlice>> ofLedger(UUID ledger, MembershipSlice state, Issue issue) {
        Instant expires = Sample.ahead(issue).at();
        return List.of(
                Probe.of(new InviteParty(ledger, Sample.NEW_ID, "", expires, Sample.TEXT, null)),
                Probe.of(new InviteMember(ledger, Sample.NEW_ID, "", expires, null)));
    }

    @Override
    public Set<UUID> items(MembershipSlice state) {
        return state.membership().invitations().keySet();
    }

    @Override
    public List<Probe<MembershipSlice>> ofItem(UUID ledger, UUID id, MembershipSlice state, Issue issue) {
        return List.of(Probe.of(new WithdrawInvitation(ledger, id)));
    }
}
