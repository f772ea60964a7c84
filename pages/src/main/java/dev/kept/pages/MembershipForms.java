package dev.kept.pages;

import java.util.List;

/** What people write about belonging to a ledger and about its mediator. */
final class MembershipForms {

    private static final Field WHY = Field.text("reason").optional();

    static final Form OPEN = Form.of("openLedger", "", "/settings", Field.line("title"), Field.line("partyName"));

    static final List<Form> ALL = List.of(
            OPEN,
            Form.of(
                    "inviteParty",
                    "/party-invitations",
                    "/settings",
                    Field.line("partyName"),
                    Field.text("message").optional()),
            Form.of(
                    "inviteMember",
                    "/member-invitations",
                    "/settings",
                    Field.text("message").optional()),
            Form.of("withdrawInvitation", "/invitations/{item}/withdrawal", "/settings"),
            Form.of("removeMember", "/members/{item}/removal", "/settings", WHY),
            Form.of(
                    "proposeMediator",
                    "/mediators",
                    "/settings",
                    Field.line("mediatorName"),
                    Field.text("reason").optional()),
            Form.of("admitMediator", "/mediators/{item}/admission", "/settings"),
            Form.of("declineMediator", "/mediators/{item}/decline", "/settings", WHY),
            Form.of("dismissMediator", "/mediators/{item}/dismissal", "/settings", WHY),
            Form.of("standDown", "/mediators/{item}/standing-down", "", WHY));

    /** What the invited person says; the secret comes from the link. */
    static final Form ACCEPT = Form.of(
            "acceptInvitation",
            "/invitations/{item}/acceptance",
            "",
            Field.line("secret"),
            Field.line("partyName").optional(),
            Field.text("interests").optional());

    private MembershipForms() {}
}
