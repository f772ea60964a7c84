package dev.kept.pages;

import java.util.List;

/** What people write about the ledger as a whole: closing and reopening it, and answering a wish to erase. */
final class SettingsForms {

    private static final String SETTINGS = "/settings";
    private static final Field WHY = Field.text("reason").optional();

    static final List<Form> ALL = List.of(
            Form.of("closeLedger", "/closing", SETTINGS, WHY),
            Form.of("agreeToClose", "/closing", SETTINGS, WHY),
            Form.of("declineClosing", "/closing/decline", SETTINGS, WHY),
            Form.of("takeBackClosing", "/closing/decline", SETTINGS, WHY),
            Form.of("reopenLedger", "/reopening", SETTINGS, WHY),
            Form.of("agreeToReopen", "/reopening", SETTINGS, WHY),
            Form.of("declineReopening", "/reopening/decline", SETTINGS, WHY),
            Form.of("takeBackReopening", "/reopening/decline", SETTINGS, WHY),
            Form.of("agreeErasure", "/erasures/{item}/agreement", SETTINGS + "#erasures"),
            Form.of("declineErasure", "/erasures/{item}/decline", SETTINGS + "#erasures", WHY),
            Form.of("takeBackErasure", "/erasures/{item}/decline", SETTINGS + "#erasures", WHY));

    private SettingsForms() {}
}
