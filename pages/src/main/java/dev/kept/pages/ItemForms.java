package dev.kept.pages;

import dev.kept.pages.Field.Source;
import java.util.List;

/** What people write about decisions, concerns, wins, lessons and feedback; fields in the order that helps. */
final class ItemForms {

    private static final Field MAY_SAY_WHY =
            Field.text("reason", "Why, if you want to say").optional();
    private static final String CONCERN = "/concerns/{item}";
    private static final String THIS_CONCERN = "/concerns/{item}";
    private static final String DECISION = "/decisions/{item}";
    private static final String THIS_DECISION = "/decisions/{item}";
    private static final String FEEDBACK = "/feedback/{item}";
    private static final String THIS_FEEDBACK = "/feedback/{item}";

    private static final Field[] SUBSTANCE = {
        Field.text("statement", "What is to be decided?"),
        Field.text("rationale", "Why?").help("The purpose you share, and how this serves it."),
        Field.alternatives(),
        Field.evidence("What speaks for it"),
        Field.items("commitments", "Which commitments does it affect?", Source.COMMITMENTS),
        Field.due("review", "When will you look at it again?").optional()
    };

    static final List<Form> ALL = List.of(
            Form.of(
                    "proposeDecision",
                    "/decisions",
                    "Propose a decision",
                    "Propose",
                    "That {side} puts this forward. It is in force once the other side agrees; it is never edited,"
                            + " only replaced.",
                    "/decisions/{id}",
                    SUBSTANCE),
            Form.of(
                    "supersedeDecision",
                    DECISION + "/replacement",
                    "Propose what replaces it",
                    "Propose",
                    "That {side} puts this forward in its place. The earlier decision stays readable and ends when the"
                            + " other side agrees.",
                    "/decisions/{id}",
                    SUBSTANCE),
            Form.of(
                    "agreeDecision",
                    DECISION + "/agreement",
                    "Agree",
                    "Agree",
                    "That {side} agrees. The decision is in force from then on.",
                    THIS_DECISION),
            Form.of(
                    "objectToDecision",
                    DECISION + "/objections",
                    "Object",
                    "Object",
                    "That {side} objects, and why. The objection stays beside the decision.",
                    THIS_DECISION,
                    Field.text("reason", "What speaks against it?")),
            Form.of(
                    "withdrawDecision",
                    DECISION + "/withdrawal",
                    "Take it back",
                    "Take it back",
                    "That {side} takes back what it put forward.",
                    THIS_DECISION,
                    MAY_SAY_WHY),
            Form.of(
                    "reviewDecision",
                    DECISION + "/reviews",
                    "Say what came of looking at it again",
                    "Record",
                    "That {side} looked at the decision again, and what came of it.",
                    THIS_DECISION,
                    Field.text("outcome", "What came of it?"),
                    Field.due("next", "When will you look at it next?").optional()),
            Form.of(
                    "raiseConcern",
                    "/concerns",
                    "Raise a concern",
                    "Raise it",
                    "That {side} raises this. The other side is asked to answer; both see when it did.",
                    "/concerns/{id}",
                    Field.line("title", "In a few words, what is it about?"),
                    Field.text("purpose", "What do both of you want?").help("Begin with what you share."),
                    Field.text("behaviour", "What did you observe?")
                            .help("What was done or said, as a camera would have seen it. Not what kind of people"
                                    + " they are."),
                    Field.text("impact", "What did that do to you?")
                            .help("Speak for your own side: “we lost”, “we felt”."),
                    Field.evidence("What shows it"),
                    Field.text("invitation", "How do you ask them to respond?")
                            .help("End with an invitation: a question, a time to talk."),
                    Field.item("repeats", "Did it come up before?", "No, it is the first time", Source.CONCERNS),
                    Field.anything("about", "What does it touch?")),
            Form.of(
                    "acknowledgeConcern",
                    CONCERN + "/acknowledgement",
                    "Acknowledge it",
                    "Acknowledge",
                    "That {side} heard this. It is no admission.",
                    THIS_CONCERN,
                    Field.text("text", "What did you hear?")
                            .help("In your own words, so that the other side can tell.")),
            Form.of(
                    "offerApology",
                    CONCERN + "/apologies",
                    "Apologise, and repair",
                    "Apologise",
                    "The apology of {side}, and a commitment that repairs: both in one step.",
                    THIS_CONCERN,
                    Field.text("impact", "What did it do to the other side?").help("The effect, not what you meant."),
                    Field.text("wrong", "What was wrong?"),
                    Field.text("regret", "What do you regret?"),
                    Field.item(
                                    "repair",
                                    "Which commitment repairs it?",
                                    "A new one, as follows",
                                    Source.OWN_COMMITMENTS)
                            .help("An apology comes with something you do. Name what your side owes already, or give"
                                    + " a new commitment below."),
                    Field.line("commitment/title", "What will you do to repair it?")
                            .optional(),
                    Field.due("commitment/due", "By when?").optional(),
                    Field.text("commitment/evaluation", "How will we see that it is kept?")
                            .optional()),
            Form.of(
                    "nameCause",
                    CONCERN + "/causes",
                    "Name what led to it",
                    "Name it",
                    "What {side} sees as something that led to it.",
                    THIS_CONCERN,
                    Field.text("text", "What led to it?")),
            Form.of(
                    "proposeRemedy",
                    CONCERN + "/remedies",
                    "Propose a remedy",
                    "Propose",
                    "What {side} thinks would put it right. The other side accepts or declines.",
                    THIS_CONCERN,
                    Field.text("text", "What would put it right?"),
                    Field.item("commitment", "Does a commitment carry it out?", "None so far", Source.COMMITMENTS)),
            Form.of(
                    "acceptRemedy",
                    CONCERN + "/remedies/{part}/acceptance",
                    "Accept the remedy",
                    "Accept",
                    "That {side} accepts this remedy.",
                    THIS_CONCERN),
            Form.of(
                    "declineRemedy",
                    CONCERN + "/remedies/{part}/decline",
                    "Decline the remedy",
                    "Decline",
                    "That {side} declines this remedy.",
                    THIS_CONCERN,
                    MAY_SAY_WHY),
            Form.of(
                    "declareReadiness",
                    CONCERN + "/readiness",
                    "Say that you are ready to move on",
                    "We are ready",
                    "That {side} is ready to move on. It is settled when both sides are; nobody is pressed.",
                    THIS_CONCERN,
                    Field.text("comment", "A few words, if you like").optional()),
            Form.of(
                    "takeBackReadiness",
                    CONCERN + "/readiness",
                    "Take back that you are ready",
                    "Take it back",
                    "That {side} is not ready to move on after all.",
                    THIS_CONCERN,
                    Field.fixed("ready", "false"),
                    Field.text("comment", "A few words, if you like").optional()),
            Form.of(
                    "reopenConcern",
                    CONCERN + "/reopening",
                    "Reopen it",
                    "Reopen",
                    "That {side} reopens it, and why.",
                    THIS_CONCERN,
                    Field.text("reason", "What shows again?")),
            Form.of(
                    "escalateConcern",
                    CONCERN + "/escalation",
                    "Take it to the mediator",
                    "Take it to the mediator",
                    "That {side} takes this to the mediator.",
                    THIS_CONCERN,
                    MAY_SAY_WHY),
            Form.of(
                    "celebrateWin",
                    "/wins",
                    "Name a win",
                    "Name it",
                    "That {side} sees this as progress. It is shared once the other side endorses it.",
                    "/wins/{id}",
                    Field.line("title", "What went well?"),
                    Field.text("text", "More about it").optional(),
                    Field.anything("about", "What did it come from?")),
            Form.of(
                    "endorseWin",
                    "/wins/{item}/endorsement",
                    "Endorse it",
                    "Endorse",
                    "That {side} sees it the same way.",
                    "/wins/{item}",
                    Field.text("comment", "A few words, if you like").optional()),
            Form.of(
                    "recordLesson",
                    "/lessons",
                    "Record a lesson",
                    "Record it",
                    "What {side} learned, and what it will do differently.",
                    "/lessons/{id}",
                    Field.text("learned", "What did you learn?"),
                    Field.text("differently", "What will you do differently?"),
                    Field.anything("about", "What did you learn it from?")),
            Form.of(
                    "askFeedback",
                    "/feedback",
                    "Ask for feedback",
                    "Ask for it",
                    "That {side} asks the other side for this. They answer when they like.",
                    "/feedback/{id}",
                    Field.text("question", "What would you like to hear about?")
                            .help("One thing that you could act upon: “What should we do differently in reviews?”"),
                    Field.anything("about", "What is it about?")),
            Form.of(
                    "giveFeedback",
                    FEEDBACK + "/answer",
                    "Give feedback",
                    "Give it",
                    "What {side} says to it. The other side can then show what it did about it.",
                    THIS_FEEDBACK,
                    Field.text("text", "What do you want to say?")
                            .help("What you saw and what it did to you; what you would wish for.")),
            Form.of(
                    "actOnFeedback",
                    FEEDBACK + "/action",
                    "Say what you did about it",
                    "Record",
                    "What {side} did about it, with what shows it.",
                    THIS_FEEDBACK,
                    Field.text("text", "What did you do about it?"),
                    Field.anything("links", "What shows it?").needed()));

    private ItemForms() {}
}
