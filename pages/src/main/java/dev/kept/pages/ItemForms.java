package dev.kept.pages;

import dev.kept.pages.Field.Source;
import java.util.List;

/** What people write about decisions, concerns, wins, lessons and feedback; fields in the order that helps. */
final class ItemForms {

    private static final Field MAY_SAY_WHY = Field.text("reason").optional();
    private static final String CONCERN = "/concerns/{item}";
    private static final String THIS_CONCERN = "/concerns/{item}";
    private static final String DECISION = "/decisions/{item}";
    private static final String THIS_DECISION = "/decisions/{item}";
    private static final String FEEDBACK = "/feedback/{item}";
    private static final String THIS_FEEDBACK = "/feedback/{item}";

    private static final Field[] SUBSTANCE = {
        Field.text("statement"),
        Field.text("rationale"),
        Field.alternatives(),
        Field.evidence(),
        Field.items("commitments", Source.COMMITMENTS),
        Field.due("review").optional()
    };

    static final List<Form> ALL = List.of(
            Form.of("proposeDecision", "/decisions", "/decisions/{id}", SUBSTANCE),
            Form.of("supersedeDecision", DECISION + "/replacement", "/decisions/{id}", SUBSTANCE),
            Form.of("agreeDecision", DECISION + "/agreement", THIS_DECISION),
            Form.of("objectToDecision", DECISION + "/objections", THIS_DECISION, Field.text("reason")),
            Form.of("withdrawDecision", DECISION + "/withdrawal", THIS_DECISION, MAY_SAY_WHY),
            Form.of(
                    "reviewDecision",
                    DECISION + "/reviews",
                    THIS_DECISION,
                    Field.text("outcome"),
                    Field.due("next").optional()),
            Form.of(
                    "raiseConcern",
                    "/concerns",
                    "/concerns/{id}",
                    Field.line("title"),
                    Field.text("purpose"),
                    Field.text("behaviour"),
                    Field.text("impact"),
                    Field.evidence(),
                    Field.text("invitation"),
                    Field.item("repeats", Source.CONCERNS),
                    Field.anything("about")),
            Form.of("acknowledgeConcern", CONCERN + "/acknowledgement", THIS_CONCERN, Field.text("text")),
            Form.of(
                    "offerApology",
                    CONCERN + "/apologies",
                    THIS_CONCERN,
                    Field.text("impact"),
                    Field.text("wrong"),
                    Field.text("regret"),
                    Field.item("repair", Source.REPAIRS),
                    Field.line("commitment/title").optional(),
                    Field.due("commitment/due").optional(),
                    Field.text("commitment/evaluation").optional()),
            Form.of("nameCause", CONCERN + "/causes", THIS_CONCERN, Field.text("text")),
            Form.of(
                    "proposeRemedy",
                    CONCERN + "/remedies",
                    THIS_CONCERN,
                    Field.text("text"),
                    Field.item("commitment", Source.COMMITMENTS)),
            Form.of("acceptRemedy", CONCERN + "/remedies/{part}/acceptance", THIS_CONCERN),
            Form.of("declineRemedy", CONCERN + "/remedies/{part}/decline", THIS_CONCERN, MAY_SAY_WHY),
            Form.of(
                    "declareReadiness",
                    CONCERN + "/readiness",
                    THIS_CONCERN,
                    Field.text("comment").optional()),
            Form.of(
                    "takeBackReadiness",
                    CONCERN + "/readiness",
                    THIS_CONCERN,
                    Field.fixed("ready", "false"),
                    Field.text("comment").optional()),
            Form.of("reopenConcern", CONCERN + "/reopening", THIS_CONCERN, Field.text("reason")),
            Form.of("escalateConcern", CONCERN + "/escalation", THIS_CONCERN, MAY_SAY_WHY),
            Form.of(
                    "celebrateWin",
                    "/wins",
                    "/wins/{id}",
                    Field.line("title"),
                    Field.text("text").optional(),
                    Field.anything("about")),
            Form.of(
                    "endorseWin",
                    "/wins/{item}/endorsement",
                    "/wins/{item}",
                    Field.text("comment").optional()),
            Form.of(
                    "recordLesson",
                    "/lessons",
                    "/lessons/{id}",
                    Field.text("learned"),
                    Field.text("differently"),
                    Field.anything("about")),
            Form.of("askFeedback", "/feedback", "/feedback/{id}", Field.text("question"), Field.anything("about")),
            Form.of("giveFeedback", FEEDBACK + "/answer", THIS_FEEDBACK, Field.text("text")),
            Form.of(
                    "actOnFeedback",
                    FEEDBACK + "/action",
                    THIS_FEEDBACK,
                    Field.text("text"),
                    Field.anything("links").needed()));

    private ItemForms() {}
}
