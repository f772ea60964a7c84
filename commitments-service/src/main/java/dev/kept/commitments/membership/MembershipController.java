package dev.kept.commitments.membership;

import dev.kept.commitments.membership.MembershipBodies.AcceptInvitationBody;
import dev.kept.commitments.membership.MembershipBodies.InviteMemberBody;
import dev.kept.commitments.membership.MembershipBodies.InvitePartyBody;
import dev.kept.commitments.membership.MembershipBodies.OpenLedgerBody;
import dev.kept.commitments.membership.MembershipCommand.AcceptInvitation;
import dev.kept.commitments.membership.MembershipCommand.InviteMember;
import dev.kept.commitments.membership.MembershipCommand.InviteParty;
import dev.kept.commitments.membership.MembershipCommand.OpenLedger;
import dev.kept.commitments.membership.MembershipCommand.RemoveMember;
import dev.kept.commitments.membership.MembershipCommand.WithdrawInvitation;
import dev.kept.commitments.web.Ledgers;
import dev.kept.commitments.web.NotDrafted;
import dev.kept.commitments.web.OptionalReason;
import dev.kept.commitments.web.Recorded;
import dev.kept.events.Text;
import dev.kept.http.Nothing;
import dev.kept.http.Posted;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/ledgers")
@Tag(name = "Membership", description = "Who belongs to a ledger")
class MembershipController {

    private final Ledgers ledgers;

    MembershipController(Ledgers ledgers) {
        this.ledgers = ledgers;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Open a ledger; your party is side A",
            description = "A person can open 1,000 ledgers, unless whoever runs Kept allows another number: one more is"
                    + " refused with 409 `too-many-ledgers`. One ledger holds 100,000 items, and 200,000 dates of what recurs:"
                    + " 409 `ledger-full`, `too-many-dates`.")
    ResponseEntity<Recorded> openLedger(Posted<OpenLedgerBody> posted) {
        OpenLedgerBody body = posted.body();
        return ledgers.open(
                posted,
                ledger -> new OpenLedger(ledger, body.title(), body.partyName(), nameOf(posted, body.memberName())));
    }

    @PostMapping("/{ledger}/party-invitations")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Invite the other party; answers the secret and a link to hand over")
    ResponseEntity<Recorded> inviteParty(@PathVariable UUID ledger, Posted<InvitePartyBody> posted) {
        InvitePartyBody body = posted.body();
        return ledgers.invite(
                posted,
                ledger,
                invited -> new InviteParty(
                        ledger,
                        invited.id(),
                        invited.secretDigest(),
                        invited.expires(),
                        body.partyName(),
                        body.message()));
    }

    @PostMapping("/{ledger}/member-invitations")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Invite one more person to your own side; answers the secret and a link to hand over",
            description =
                    "A side has at most 50 open invitations: one more is refused with 409 `too-many-invitations`.")
    ResponseEntity<Recorded> inviteMember(@PathVariable UUID ledger, Posted<InviteMemberBody> posted) {
        return ledgers.invite(
                posted,
                ledger,
                invited -> new InviteMember(
                        ledger,
                        invited.id(),
                        invited.secretDigest(),
                        invited.expires(),
                        posted.body().message()));
    }

    @PostMapping("/{ledger}/invitations/{invitation}/withdrawal")
    @Operation(summary = "Take back an invitation of your side that nobody has accepted yet")
    ResponseEntity<Recorded> withdrawInvitation(
            @PathVariable UUID ledger, @PathVariable UUID invitation, Posted<Nothing> posted) {
        return ledgers.record(posted, new WithdrawInvitation(ledger, invitation));
    }

    @NotDrafted
    @PostMapping("/{ledger}/invitations/{invitation}/acceptance")
    @Operation(summary = "Accept an invitation, as the other party, as one more member, or as a mediator")
    ResponseEntity<Recorded> acceptInvitation(
            @PathVariable UUID ledger, @PathVariable UUID invitation, Posted<AcceptInvitationBody> posted) {
        AcceptInvitationBody body = posted.body();
        Text name = nameOf(posted, body.memberName());
        return ledgers.record(
                posted,
                new AcceptInvitation(
                        ledger, invitation, body.secretDigest(), name, body.partyName(), body.interests()));
    }

    @PostMapping("/{ledger}/members/{member}/removal")
    @Operation(summary = "Let a member of your own side go, or leave yourself")
    ResponseEntity<Recorded> removeMember(
            @PathVariable UUID ledger, @PathVariable UUID member, Posted<OptionalReason> posted) {
        return ledgers.record(
                posted, new RemoveMember(ledger, member, posted.body().reason()));
    }

    private static Text nameOf(Posted<?> posted, @Nullable Text given) {
        return given == null ? Text.of(posted.caller().name()) : given;
    }
}
