package dev.kept.pages;

import java.util.List;

/** What people write about belonging to a ledger and about its mediator. */
final class MembershipForms {

    private static final Field WHY =
            Field.text("reason", "Why, if you want to say").optional();

    static final Form OPEN = Form.of(
            "openLedger",
            "",
            "Open a ledger",
            "Open the ledger",
            "The first entry: that you opened this ledger, with its title and your party's name. You invite the other"
                    + " side next.",
            "/settings",
            Field.line("title", "What is this ledger about?")
                    .help("A neutral title that both sides can live with, such as “Working together after release"
                            + " 4.2”."),
            Field.line("partyName", "What is your own side called?").help("Your team's name, or your own."));

    static final List<Form> ALL = List.of(
            OPEN,
            Form.of(
                    "inviteParty",
                    "/party-invitations",
                    "Invite the other side",
                    "Make an invitation",
                    "That {side} invited the other side. You get a link to hand over yourself; it is valid for 14"
                            + " days.",
                    "/settings",
                    Field.line("partyName", "What is the other side called?")
                            .help("A proposal: they choose their own name when they join."),
                    Field.text("message", "A few words to them")
                            .optional()
                            .help("They read this before they sign up. Say what you hope this ledger is good for.")),
            Form.of(
                    "inviteMember",
                    "/member-invitations",
                    "Invite another person to your side",
                    "Make an invitation",
                    "That {side} invited one more member, who will see everything and write for {side}.",
                    "/settings",
                    Field.text("message", "A few words to them").optional()),
            Form.of(
                    "withdrawInvitation",
                    "/invitations/{item}/withdrawal",
                    "Take back an invitation",
                    "Take it back",
                    "That {side} took back this invitation. Its link leads nowhere from then on.",
                    "/settings"),
            Form.of(
                    "removeMember",
                    "/members/{item}/removal",
                    "Let a member go",
                    "Let this member go",
                    "That this person no longer acts for {side}. What they wrote stays.",
                    "/settings",
                    WHY),
            Form.of(
                    "proposeMediator",
                    "/mediators",
                    "Propose a mediator",
                    "Propose",
                    "That {side} proposed this person. They see nothing until they disclosed their interests and both"
                            + " sides admitted them.",
                    "/settings",
                    Field.line("mediatorName", "Whom do you propose?"),
                    Field.text("reason", "Why this person?").optional()),
            Form.of(
                    "admitMediator",
                    "/mediators/{item}/admission",
                    "Admit the mediator",
                    "Admit",
                    "That {side} admits this mediator. Once both sides did, the mediator reads everything.",
                    "/settings"),
            Form.of(
                    "declineMediator",
                    "/mediators/{item}/decline",
                    "Decline the mediator",
                    "Decline",
                    "That {side} declines this mediator.",
                    "/settings",
                    WHY),
            Form.of(
                    "dismissMediator",
                    "/mediators/{item}/dismissal",
                    "Dismiss the mediator",
                    "Dismiss",
                    "That {side} ends the mediation. From then on the mediator sees nothing of this ledger.",
                    "/settings",
                    WHY),
            Form.of(
                    "standDown",
                    "/mediators/{item}/standing-down",
                    "Stand down",
                    "Stand down",
                    "That you stand down as mediator. From then on you see nothing of this ledger.",
                    "",
                    WHY));

    /** What the invited person says; the secret comes from the link. */
    static final Form ACCEPT = Form.of(
            "acceptInvitation",
            "/invitations/{item}/acceptance",
            "Join the ledger",
            "Join",
            "That you joined, under your own name.",
            "",
            Field.line("secret", "The invitation's secret")
                    .help("The part of the link behind #. It is filled in for you when you open the link itself."),
            Field.line("partyName", "What is your side called?")
                    .optional()
                    .help("For whoever joins as the other side. The other side sees it on everything you write."),
            Field.text("interests", "What ties you to either side?")
                    .optional()
                    .help("For a mediator: say so if nothing does."));

    private MembershipForms() {}
}
