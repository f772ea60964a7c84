package dev.kept.pages;

import java.util.List;

/** What people write about short talks at a recurring time. */
final class CheckInForms {

    private static final String SERIES = "/check-ins/{item}";
    private static final String THERE = "/check-ins/{item}";
    private static final Field MAY_SAY_WHY = Field.text("reason").optional();

    static final List<Form> ALL = List.of(
            Form.of(
                    "proposeCheckIns",
                    "/check-ins",
                    "/check-ins/{id}",
                    Field.line("title"),
                    Field.happened("first"),
                    Field.number("minutes"),
                    Field.cadence("rrule")),
            Form.of("agreeCheckIns", SERIES + "/agreement", THERE),
            Form.of("declineCheckIns", SERIES + "/decline", THERE, MAY_SAY_WHY),
            Form.of(
                    "holdCheckIn",
                    SERIES + "/holding",
                    THERE,
                    Field.text("outcome").optional()),
            Form.of("missCheckIn", SERIES + "/miss", THERE, Field.text("reason").optional()),
            Form.of("pauseCheckIns", SERIES + "/pause", THERE, MAY_SAY_WHY),
            Form.of("resumeCheckIns", SERIES + "/resumption", THERE),
            Form.of("endCheckIns", SERIES + "/end", THERE, MAY_SAY_WHY));

    private CheckInForms() {}
}
