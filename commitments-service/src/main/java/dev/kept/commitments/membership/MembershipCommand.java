package dev.kept.commitments.membership;

import dev.kept.commitments.kernel.Issue;
import dev.kept.commitments.kernel.LedgerCommand;
import dev.kept.commitments.kernel.Rejected;
import dev.kept.events.Actor;
import dev.kept.events.LedgerEvent;
import dev.kept.events.MediationEvent.MediatorAccepted;
import dev.kept.events.MembershipEvent.InvitationWithdrawn;
import dev.kept.events.MembershipEvent.LedgerOpened;
import dev.kept.events.MembershipEvent.MemberInvited;
import dev.kept.events.MembershipEvent.MemberJoined;
import dev.kept.events.MembershipEvent.MemberRemoved;
import dev.kept.events.MembershipEvent.PartyInvited;
import dev.kept.events.MembershipEvent.PartyJoined;
import dev.kept.events.Side;
import dev.kept.events.Text;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What people ask for about belonging to a ledger. */
public sealed interface MembershipCommand extends LedgerCommand<MembershipSlice> {

    /** Opens a ledger; the issuer becomes the first member of side A. */
    record OpenLedger(UUID ledger, Text title, Text partyName, Text memberName) implements MembershipCommand {
        @Override
        public boolean opensLedger() {
            return true;
        }

        @Override
        public @Nullable UUID item() {
            return null;
        }

        @Override
        public Optional<Actor> issuer(MembershipSlice state, @Nullable UUID person) {
            return Optional.ofNullable(person).map(opener -> new Actor.Member(opener, Side.A));
        }

        @Override
        public List<LedgerEvent> decide(MembershipSlice state, Issue issue) {
            return List.of(new LedgerOpened(issue.person(), title, partyName, memberName));
        }
    }

    /** Side A asks the other party to join. */
    record InviteParty(
            UUID ledger,
            UUID invitation,
            String secretDigest,
            Instant expires,
            Text partyName,
            @Nullable Text message) implements MembershipCommand {
        @Override
        public UUID item() {
            return invitation;
        }

        @Override
        public List<LedgerEvent> decide(MembershipSlice state, Issue issue) {
            Membership membership = state.membership();
            if (issue.side() == Side.B || membership.joined()) {
                throw Rejected.rule("party-already-joined", "The other party has already joined.", Map.of());
            }
            if (membership.awaitsParty(issue.at())) {
                throw Rejected.rule(
                        "invitation-open",
                        "The other party has already been invited. Withdraw that invitation before you send another.",
                        Map.of());
            }
            requireNewId(state, invitation);
            return List.of(new PartyInvited(invitation, secretDigest, expires, partyName, message));
        }
    }

    /** A side asks one more person to act for it. */
    record InviteMember(
            UUID ledger,
            UUID invitation,
            String secretDigest,
            Instant expires,
            @Nullable Text message) implements MembershipCommand {
        @Override
        public UUID item() {
            return invitation;
        }

        @Override
        public List<LedgerEvent> decide(MembershipSlice state, Issue issue) {
            Side side = issue.side();
            requireNewId(state, invitation);
            state.membership().requireFewOpen(side, issue.at());
            return List.of(new MemberInvited(invitation, side, secretDigest, expires, message));
        }
    }

    /** The side that asked takes an invitation back. */
    record WithdrawInvitation(UUID ledger, UUID invitation) implements MembershipCommand {
        @Override
        public UUID item() {
            return invitation;
        }

        @Override
        public List<LedgerEvent> decide(MembershipSlice state, Issue issue) {
            Side side = issue.side();
            Invitation.Open open = state.membership().waiting(invitation);
            if (open.by() != side) {
                throw Rejected.rule(
                        "not-your-side",
                        "Only the side that sent this invitation can withdraw it.",
                        Map.of("invitation", invitation));
            }
            requireNotExpired(invitation, open.expires(), issue);
            return List.of(new InvitationWithdrawn(invitation));
        }
    }

    /**
     * Somebody who holds the secret accepts an invitation: of the other party, of one more member, or of a mediator.
     *
     * @param invitation the invitation's or the mediation's id
     * @param partyName how the party that joins calls itself; needed by the other party, ignored by others
     * @param interests needed by a mediator, ignored by others
     */
    record AcceptInvitation(
            UUID ledger,
            UUID invitation,
            String secretDigest,
            Text memberName,
            @Nullable Text partyName,
            @Nullable Text interests)
            implements MembershipCommand {
        @Override
        public UUID item() {
            return invitation;
        }

        @Override
        public boolean bringsSecret() {
            return true;
        }

        @Override
        public Optional<Actor> issuer(MembershipSlice state, @Nullable UUID person) {
            return person == null
                    ? Optional.empty()
                    : state.roleOf(person).or(() -> Optional.of(roleOnAcceptance(state, person)));
        }

        @Override
        public List<LedgerEvent> decide(MembershipSlice state, Issue issue) {
            UUID person = issue.person();
            if (state.membership().sideOf(person).isPresent() || state.mediates(person)) {
                throw Rejected.rule("already-in-ledger", "You already take part in this ledger.", Map.of());
            }
            if (!state.membership().knows(invitation)) {
                return acceptAsMediator(state, issue);
            }
            Invitation.Open open = state.membership().waitingFor(invitation, secretDigest);
            requireNotExpired(invitation, open.expires(), issue);
            return switch (open) {
                case Invitation.OfParty ignored ->
                    List.of(new PartyJoined(invitation, person, requirePartyName(), memberName));
                case Invitation.OfMember of -> List.of(new MemberJoined(invitation, of.by(), person, memberName));
            };
        }

        private Actor roleOnAcceptance(MembershipSlice state, UUID person) {
            if (state.membership().knows(invitation)) {
                return state.membership().waitingFor(invitation, secretDigest).accepting(person);
            }
            state.requireMediatorInvited(invitation, secretDigest);
            return new Actor.Mediator(person);
        }

        private List<LedgerEvent> acceptAsMediator(MembershipSlice state, Issue issue) {
            Instant expires = state.requireMediatorInvited(invitation, secretDigest);
            requireNotExpired(invitation, expires, issue);
            if (interests == null) {
                throw Rejected.rule(
                        "interests-required",
                        "A mediator discloses interests before anything else; say so when there are none.",
                        Map.of("mediation", invitation));
            }
            return List.of(new MediatorAccepted(invitation, issue.person(), memberName, interests));
        }

        private Text requirePartyName() {
            if (partyName == null) {
                throw Rejected.rule(
                        "party-name-required",
                        "Say how your party calls itself: nobody else names it.",
                        Map.of("invitation", invitation));
            }
            return partyName;
        }
    }

    /** A side lets one of its members go; whoever names themselves leaves, the last one too: nobody has to stay. */
    record RemoveMember(UUID ledger, UUID member, @Nullable Text reason) implements MembershipCommand {
        @Override
        public UUID item() {
            return member;
        }

        @Override
        public boolean endsTheRightsOf(UUID issuer) {
            return member.equals(issuer);
        }

        @Override
        public List<LedgerEvent> decide(MembershipSlice state, Issue issue) {
            Side own = issue.side();
            Side side = state.membership().sideOf(member).orElseThrow(this::memberNotFound);
            if (side != own) {
                throw Rejected.rule(
                        "not-your-side",
                        "Each side decides about its own members.",
                        Map.of("member", member, "side", side));
            }
            return List.of(new MemberRemoved(member, side, reason));
        }

        private Rejected memberNotFound() {
            return Rejected.unknown(
                    "member-not-found", "Nobody with this id acts for a side.", Map.of("member", member));
        }
    }

    private static void requireNotExpired(UUID invitation, Instant expires, Issue issue) {
        if (!expires.isAfter(issue.at())) {
            throw Membership.invitationNotOpen(invitation, "expired");
        }
    }

    private static void requireNewId(MembershipSlice state, UUID id) {
        if (state.membership().knows(id) || state.knowsMediation(id)) {
            throw Rejected.alreadyExists(id);
        }
    }
}
