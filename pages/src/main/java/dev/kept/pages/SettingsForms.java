package dev.kept.pages;

import java.util.List;

/** What people write about the ledger as a whole: closing and reopening it, and answering a wish to erase. */
final class SettingsForms {

    private static final String SETTINGS = "/settings";
    private static final Field WHY =
            Field.text("reason", "Why, if you want to say").optional();

    static final List<Form> ALL = List.of(
            Form.of(
                    "closeLedger",
                    "/closing",
                    "Propose to close the ledger",
                    "Propose",
                    "That {side} wants to close this ledger. It is closed once the other side asks for it too; then"
                            + " both still read everything, and nothing is added.",
                    SETTINGS,
                    WHY),
            Form.of(
                    "agreeToClose",
                    "/closing",
                    "Agree to close it",
                    "Close the ledger",
                    "That {side} wants to close this ledger too. It is closed from then on: both still read everything,"
                            + " and nothing is added until both reopen it.",
                    SETTINGS,
                    WHY),
            Form.of(
                    "declineClosing",
                    "/closing/decline",
                    "Keep it open",
                    "Keep it open",
                    "That {side} does not want to close this ledger.",
                    SETTINGS,
                    WHY),
            Form.of(
                    "takeBackClosing",
                    "/closing/decline",
                    "Take the proposal back",
                    "Take it back",
                    "That {side} no longer proposes to close this ledger.",
                    SETTINGS,
                    WHY),
            Form.of(
                    "reopenLedger",
                    "/reopening",
                    "Propose to reopen the ledger",
                    "Propose",
                    "That {side} wants to reopen this ledger. It is open once the other side asks for it too.",
                    SETTINGS,
                    WHY),
            Form.of(
                    "agreeToReopen",
                    "/reopening",
                    "Agree to reopen it",
                    "Reopen the ledger",
                    "That {side} wants to reopen this ledger too. It is open from then on.",
                    SETTINGS,
                    WHY),
            Form.of(
                    "declineReopening",
                    "/reopening/decline",
                    "Keep it closed",
                    "Keep it closed",
                    "That {side} does not want to reopen this ledger.",
                    SETTINGS,
                    WHY),
            Form.of(
                    "takeBackReopening",
                    "/reopening/decline",
                    "Take the proposal back",
                    "Take it back",
                    "That {side} no longer proposes to reopen this ledger.",
                    SETTINGS,
                    WHY),
            Form.of(
                    "agreeErasure",
                    "/erasures/{item}/agreement",
                    "Agree to erase it",
                    "Erase it",
                    "That {side} agrees. The text is gone for everybody, at once and for good; the entry stays and says"
                            + " that a text was erased.",
                    SETTINGS + "#erasures"),
            Form.of(
                    "declineErasure",
                    "/erasures/{item}/decline",
                    "Keep it",
                    "Keep it",
                    "That {side} does not agree. The text stays.",
                    SETTINGS + "#erasures",
                    WHY),
            Form.of(
                    "takeBackErasure",
                    "/erasures/{item}/decline",
                    "Take the proposal back",
                    "Take it back",
                    "That {side} no longer proposes to erase this text. It stays.",
                    SETTINGS + "#erasures",
                    WHY));

    private SettingsForms() {}
}
