package dev.kept.commitments.membership;

import dev.kept.commitments.web.Secret;
import dev.kept.commitments.web.Texts;
import dev.kept.events.Text;
import dev.kept.http.Fields;
import org.jspecify.annotations.Nullable;

/** What is posted about belonging to a ledger. */
final class MembershipBodies {

    private static final String OWN_NAME = "Your own name in this ledger; else the one you signed up with.";

    private MembershipBodies() {}

    record OpenLedgerBody(
            Text title, Text partyName, @Nullable Text memberName) {
        static OpenLedgerBody read(Fields fields) {
            return new OpenLedgerBody(
                    fields.required("title", Texts.TITLE),
                    fields.required("partyName", Texts.TITLE.describedAs("Your own party: it is side A.")),
                    fields.optional("memberName", Texts.TITLE.describedAs(OWN_NAME)));
        }
    }

    record InvitePartyBody(Text partyName, @Nullable Text message) {
        static InvitePartyBody read(Fields fields) {
            return new InvitePartyBody(
                    fields.required(
                            "partyName",
                            Texts.TITLE.describedAs("A proposal: the other party names itself on joining.")),
                    fields.optional("message", Texts.TEXT));
        }
    }

    record InviteMemberBody(@Nullable Text message) {
        static InviteMemberBody read(Fields fields) {
            return new InviteMemberBody(fields.optional("message", Texts.TEXT));
        }
    }

    /** The secret is held by its digest. */
    record AcceptInvitationBody(
            String secretDigest,
            @Nullable Text memberName,
            @Nullable Text partyName,
            @Nullable Text interests) {
        static AcceptInvitationBody read(Fields fields) {
            return new AcceptInvitationBody(
                    fields.required("secret", Secret.DIGEST),
                    fields.optional("memberName", Texts.TITLE.describedAs(OWN_NAME)),
                    fields.optional("partyName", Texts.TITLE.describedAs("Required of the party that joins.")),
                    fields.optional(
                            "interests",
                            Texts.TEXT.describedAs(
                                    "Required of a mediator: what ties you to either side, or that nothing does.")));
        }
    }
}
