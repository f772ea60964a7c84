package dev.kept.pages;

import java.util.List;

/** What a mediator writes, what the sides answer, and what anybody discloses of their interests. */
final class MediationForms {

    private static final String REVIEW = "/review";
    private static final Field FOUND = Field.text("text");

    /** As {@code recordFinding}, for a delivery that is disputed. */
    static final String ON_DISPUTE = "recordFindingOnDispute";

    static final List<Form> ALL = List.of(
            Form.of(
                    "askQuestion",
                    "/questions",
                    REVIEW + "#questions",
                    Field.choice("to", "", "A", "B").optional(),
                    Field.text("text"),
                    Field.anything("about")),
            Form.of("answerQuestion", "/questions/{item}/answers", REVIEW + "#questions", Field.text("text")),
            Form.of(
                    "recordFinding",
                    "/findings",
                    REVIEW + "#findings",
                    FOUND,
                    Field.evidence(),
                    Field.anything("about")),
            Form.of(
                    ON_DISPUTE,
                    "/findings",
                    REVIEW + "#findings",
                    FOUND,
                    Field.evidence(),
                    Field.yesNo("dispute/kept"),
                    Field.given("dispute/commitment"),
                    Field.given("dispute/occurrence")),
            Form.of("acceptFinding", "/findings/{item}/acceptance", REVIEW + "#findings"),
            Form.of(
                    "declineFinding",
                    "/findings/{item}/decline",
                    REVIEW + "#findings",
                    Field.text("reason").optional()),
            Form.of(
                    "escalateDispute",
                    "/commitments/{item}/dispute-escalation",
                    "/commitments/{item}",
                    Field.text("reason").optional()),
            Form.of("discloseInterest", "/interests", REVIEW + "#interests", Field.text("text")));

    private MediationForms() {}
}
