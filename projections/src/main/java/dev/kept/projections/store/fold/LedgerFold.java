package dev.kept.projections.store.fold;

import dev.kept.events.ClosureEvent;
import dev.kept.events.ClosureEvent.ClosingDeclined;
import dev.kept.events.ClosureEvent.ClosingProposed;
import dev.kept.events.ClosureEvent.LedgerClosed;
import dev.kept.events.ClosureEvent.LedgerReopened;
import dev.kept.events.ClosureEvent.ReopeningDeclined;
import dev.kept.events.ClosureEvent.ReopeningProposed;
import dev.kept.events.Entry;
import dev.kept.events.ErasureEvent;
import dev.kept.events.MediationEvent;
import dev.kept.events.MediationEvent.MediatorAccepted;
import dev.kept.events.MediationEvent.MediatorAdmitted;
import dev.kept.events.MediationEvent.MediatorDeclined;
import dev.kept.events.MediationEvent.MediatorDismissed;
import dev.kept.events.MediationEvent.MediatorProposed;
import dev.kept.events.MediationEvent.MediatorStoodDown;
import dev.kept.events.MembershipEvent;
import dev.kept.events.MembershipEvent.InvitationWithdrawn;
import dev.kept.events.MembershipEvent.LedgerOpened;
import dev.kept.events.MembershipEvent.MemberInvited;
import dev.kept.events.MembershipEvent.MemberJoined;
import dev.kept.events.MembershipEvent.MemberRemoved;
import dev.kept.events.MembershipEvent.PartyInvited;
import dev.kept.events.MembershipEvent.PartyJoined;
import dev.kept.events.Side;
import dev.kept.events.UnreadableStatement;
import dev.kept.projections.store.fold.LedgerView.Closure;
import dev.kept.projections.store.fold.LedgerView.ClosureProposal;
import dev.kept.projections.store.fold.LedgerView.Invitation;
import dev.kept.projections.store.fold.LedgerView.InvitationState;
import dev.kept.projections.store.fold.LedgerView.Mediation;
import dev.kept.projections.store.fold.LedgerView.MediationState;
import dev.kept.projections.store.fold.LedgerView.Member;
import dev.kept.projections.store.fold.LedgerView.Party;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** How the ledger's own view follows from its entries. */
final class LedgerFold {

    private LedgerFold() {}

    /** The view after an entry; the same object when the entry does not concern the ledger as a whole. */
    static LedgerView evolve(@Nullable LedgerView before, Entry entry) {
        if (entry.event() instanceof LedgerOpened(UUID member, var title, var partyName, var memberName)) {
            return new LedgerView(
                    entry.ledger(),
                    title,
                    entry.recorded(),
                    new Party(partyName, entry.sequence()),
                    null,
                    List.of(new Member(member, Side.A, memberName, entry.sequence(), null)),
                    List.of(),
                    List.of());
        }
        if (before == null) {
            throw new UnreadableStatement("a ledger begins with its opening");
        }
        if (!LedgerFolding.concernsLedger(entry.event())) {
            return before;
        }
        return switch (entry.event()) {
            case MembershipEvent event -> membership(before, entry, event);
            case MediationEvent event -> mediation(before, entry, event);
            case ClosureEvent event -> {
                LedgerView view = event instanceof LedgerClosed
                        ? withoutOpen(before, entry.sequence(), i -> true, m -> true)
                        : before;
                yield withClosure(view, closure(view, entry, event));
            }
            case ErasureEvent ignored -> withErasure(before, entry.sequence());
            default -> throw new UnreadableStatement("not about the ledger as a whole");
        };
    }

    private static LedgerView membership(LedgerView view, Entry entry, MembershipEvent event) {
        long sequence = entry.sequence();
        return switch (event) {
            case LedgerOpened ignored -> view;
            case PartyInvited e ->
                withInvitations(
                        view,
                        plus(
                                view.invitations(),
                                new Invitation(
                                        e.invitation(),
                                        Side.B,
                                        InvitationState.OPEN,
                                        sequence,
                                        e.expires(),
                                        e.partyName(),
                                        e.message(),
                                        author(entry))));
            case MemberInvited e ->
                withInvitations(
                        view,
                        plus(
                                view.invitations(),
                                new Invitation(
                                        e.invitation(),
                                        e.side(),
                                        InvitationState.OPEN,
                                        sequence,
                                        e.expires(),
                                        null,
                                        e.message(),
                                        author(entry))));
            case InvitationWithdrawn e -> answered(view, e.invitation(), InvitationState.WITHDRAWN);
            case PartyJoined e ->
                withMembers(
                        withPartyB(
                                answered(view, e.invitation(), InvitationState.ACCEPTED),
                                new Party(e.partyName(), sequence)),
                        plus(view.members(), new Member(e.member(), Side.B, e.memberName(), sequence, null)));
            case MemberJoined e ->
                withMembers(
                        answered(view, e.invitation(), InvitationState.ACCEPTED),
                        plus(view.members(), new Member(e.member(), e.side(), e.memberName(), sequence, null)));
            case MemberRemoved e ->
                withMembers(
                        withoutOpen(
                                view,
                                sequence,
                                i -> e.member().equals(i.inviter()),
                                m -> e.member().equals(m.proposer())),
                        replace(
                                view.members(),
                                m -> m.member().equals(e.member()) && m.side() == e.side() && m.until() == null,
                                m -> new Member(m.member(), m.side(), m.name(), m.since(), sequence)));
        };
    }

    private static LedgerView mediation(LedgerView view, Entry entry, MediationEvent event) {
        long sequence = entry.sequence();
        return switch (event) {
            case MediatorProposed e ->
                withMediations(
                        view,
                        plus(
                                view.mediations(),
                                new Mediation(
                                        e.mediation(),
                                        e.by(),
                                        e.mediatorName(),
                                        e.expires(),
                                        MediationState.PROPOSED,
                                        null,
                                        null,
                                        null,
                                        Set.of(),
                                        null,
                                        null,
                                        author(entry))));
            case MediatorAccepted e ->
                mediated(
                        view,
                        e.mediation(),
                        m -> new Mediation(
                                m.mediation(),
                                m.proposedBy(),
                                m.name(),
                                m.expires(),
                                MediationState.ACCEPTED,
                                e.member(),
                                e.memberName(),
                                e.interests(),
                                m.admittedBy(),
                                m.since(),
                                m.until(),
                                m.proposer()));
            case MediatorAdmitted e -> mediated(view, e.mediation(), m -> admitted(m, e.by(), sequence));
            case MediatorDeclined e -> mediated(view, e.mediation(), m -> ended(m, MediationState.DECLINED, sequence));
            case MediatorStoodDown e ->
                mediated(view, e.mediation(), m -> ended(m, MediationState.STOOD_DOWN, sequence));
            case MediatorDismissed e ->
                mediated(view, e.mediation(), m -> ended(m, MediationState.DISMISSED, sequence));
        };
    }

    /** In force once both sides admitted the candidate. */
    private static Mediation admitted(Mediation m, Side by, long sequence) {
        Set<Side> admittedBy = new HashSet<>(m.admittedBy());
        admittedBy.add(by);
        boolean inForce = admittedBy.size() == Side.values().length;
        return new Mediation(
                m.mediation(),
                m.proposedBy(),
                m.name(),
                m.expires(),
                inForce ? MediationState.ADMITTED : m.state(),
                m.member(),
                m.memberName(),
                m.interests(),
                admittedBy,
                inForce ? Long.valueOf(sequence) : m.since(),
                m.until(),
                m.proposer());
    }

    private static Mediation ended(Mediation m, MediationState state, long sequence) {
        return new Mediation(
                m.mediation(),
                m.proposedBy(),
                m.name(),
                m.expires(),
                state,
                m.member(),
                m.memberName(),
                m.interests(),
                m.admittedBy(),
                m.since(),
                sequence,
                m.proposer());
    }

    /** What members asked of others, and nobody has answered, ends with their membership, and with the ledger. */
    private static LedgerView withoutOpen(
            LedgerView view, long sequence, Predicate<Invitation> invitations, Predicate<Mediation> mediations) {
        LedgerView invited = withInvitations(
                view,
                replace(
                        view.invitations(),
                        i -> i.state() == InvitationState.OPEN && invitations.test(i),
                        i -> i.in(InvitationState.ENDED)));
        return withMediations(
                invited,
                replace(
                        view.mediations(),
                        m -> m.state() == MediationState.PROPOSED && mediations.test(m),
                        m -> ended(m, MediationState.ENDED, sequence)));
    }

    private static @Nullable UUID author(Entry entry) {
        return entry.actor().person().orElse(null);
    }

    private static LedgerView answered(LedgerView view, UUID invitation, InvitationState state) {
        return withInvitations(
                view, replace(view.invitations(), i -> i.invitation().equals(invitation), i -> i.in(state)));
    }

    private static LedgerView mediated(LedgerView view, UUID mediation, UnaryOperator<Mediation> change) {
        return withMediations(
                view, replace(view.mediations(), m -> m.mediation().equals(mediation), change));
    }

    private static LedgerView withPartyB(LedgerView v, Party b) {
        return new LedgerView(
                v.ledger(),
                v.title(),
                v.opened(),
                v.a(),
                b,
                v.members(),
                v.mediations(),
                v.invitations(),
                v.closure(),
                v.erasure());
    }

    private static LedgerView withMembers(LedgerView v, List<Member> members) {
        return new LedgerView(
                v.ledger(),
                v.title(),
                v.opened(),
                v.a(),
                v.b(),
                members,
                v.mediations(),
                v.invitations(),
                v.closure(),
                v.erasure());
    }

    private static LedgerView withMediations(LedgerView v, List<Mediation> mediations) {
        return new LedgerView(
                v.ledger(),
                v.title(),
                v.opened(),
                v.a(),
                v.b(),
                v.members(),
                mediations,
                v.invitations(),
                v.closure(),
                v.erasure());
    }

    private static LedgerView withInvitations(LedgerView v, List<Invitation> invitations) {
        return new LedgerView(
                v.ledger(),
                v.title(),
                v.opened(),
                v.a(),
                v.b(),
                v.members(),
                v.mediations(),
                invitations,
                v.closure(),
                v.erasure());
    }

    private static LedgerView withClosure(LedgerView v, @Nullable Closure closure) {
        return new LedgerView(
                v.ledger(),
                v.title(),
                v.opened(),
                v.a(),
                v.b(),
                v.members(),
                v.mediations(),
                v.invitations(),
                closure,
                v.erasure());
    }

    private static LedgerView withErasure(LedgerView v, long sequence) {
        return new LedgerView(
                v.ledger(),
                v.title(),
                v.opened(),
                v.a(),
                v.b(),
                v.members(),
                v.mediations(),
                v.invitations(),
                v.closure(),
                sequence);
    }

    private static @Nullable Closure closure(LedgerView view, Entry entry, ClosureEvent event) {
        Provenance here = Provenance.of(entry);
        Provenance closed = view.closure() == null ? null : view.closure().closed();
        return switch (event) {
            case ClosingProposed e -> new Closure(null, new ClosureProposal(e.by(), e.reason(), here));
            case ClosingDeclined ignored -> null;
            case LedgerClosed ignored -> new Closure(here, null);
            case ReopeningProposed e -> new Closure(closed, new ClosureProposal(e.by(), e.reason(), here));
            case ReopeningDeclined ignored -> new Closure(closed, null);
            case LedgerReopened ignored -> null;
        };
    }

    private static <T> List<T> plus(List<T> list, T last) {
        List<T> longer = new ArrayList<>(list);
        longer.add(last);
        return longer;
    }

    private static <T> List<T> replace(List<T> list, Predicate<T> which, UnaryOperator<T> change) {
        return list.stream()
                .map(each -> which.test(each) ? change.apply(each) : each)
                .toList();
    }
}
