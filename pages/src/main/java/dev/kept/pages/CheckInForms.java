package dev.kept.pages;

import java.util.List;

/** What people write about short talks at a recurring time. */
final class CheckInForms {

    private static final String SERIES = "/check-ins/{item}";
    private static final String THERE = "/check-ins/{item}";
    private static final Field MAY_SAY_WHY =
            Field.text("reason", "Why, if you want to say").optional();

    static final List<Form> ALL = List.of(
            Form.of(
                    "proposeCheckIns",
                    "/check-ins",
                    "Propose check-ins",
                    "Propose",
                    "That {side} proposes to talk at these times. Once the other side agrees, each is held or missed.",
                    "/check-ins/{id}",
                    Field.line("title", "What are they for?"),
                    Field.happened("first", "When is the first one?"),
                    Field.number("minutes", "How long is each, in minutes?"),
                    Field.cadence("rrule", "How often?")),
            Form.of(
                    "agreeCheckIns",
                    SERIES + "/agreement",
                    "Agree to these check-ins",
                    "Agree",
                    "That {side} agrees. From then on each is held or missed, whoever is late to record it.",
                    THERE),
            Form.of(
                    "declineCheckIns",
                    SERIES + "/decline",
                    "Decline these check-ins",
                    "Decline",
                    "That {side} declines. Nothing is counted.",
                    THERE,
                    MAY_SAY_WHY),
            Form.of(
                    "holdCheckIn",
                    SERIES + "/holding",
                    "Say that you talked",
                    "Record",
                    "That this one was held, and what came of it, as {side} tells it.",
                    THERE,
                    Field.text("outcome", "What came of it?").optional()),
            Form.of(
                    "missCheckIn",
                    SERIES + "/miss",
                    "Say that it did not take place",
                    "Record",
                    "That this one did not take place, as {side} tells it.",
                    THERE,
                    Field.text("reason", "How it came about, if you want to say")
                            .optional()),
            Form.of(
                    "pauseCheckIns",
                    SERIES + "/pause",
                    "Pause them",
                    "Pause",
                    "That {side} pauses them. Those that fall into the pause count as nothing.",
                    THERE,
                    MAY_SAY_WHY),
            Form.of(
                    "resumeCheckIns",
                    SERIES + "/resumption",
                    "Resume them",
                    "Resume",
                    "That {side} lets them go on.",
                    THERE),
            Form.of(
                    "endCheckIns",
                    SERIES + "/end",
                    "End them",
                    "End them",
                    "That {side} ends them. Those that were held or missed stay.",
                    THERE,
                    MAY_SAY_WHY));

    private CheckInForms() {}
}
