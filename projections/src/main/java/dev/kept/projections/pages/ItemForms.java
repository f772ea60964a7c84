package dev.kept.projections.pages;

import dev.kept.projections.pages.Field.Option;
import java.util.List;

/** What people write about decisions, concerns, checkpoints, conversations, wins and lessons; fields in the order that helps. */
final class ItemForms {

    private static final Field MAY_SAY_WHY =
            Field.text("reason", "Why, if you want to say").optional();
    private static final String CONCERN = "/concerns/{item}";
    private static final String THIS_CONCERN = "/concerns/{id}";
    private static final String DECISION = "/decisions/{item}";
    private static final String THIS_DECISION = "/decisions/{id}";
    private static final String CHECKPOINT = "/checkpoints/{item}";
    private static final String THIS_CHECKPOINT = "/checkpoints/{id}";

    private static final Field[] SUBSTANCE = {
        Field.text("statement", "What is to be decided?"),
        Field.text("rationale", "Why?").help("The purpose you share, and how this serves it."),
        Field.alternatives(),
        Field.evidence("What speaks for it"),
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
                    THIS_DECISION,
                    SUBSTANCE),
            Form.of(
                    "supersedeDecision",
                    DECISION + "/replacement",
                    "Propose what replaces it",
                    "Propose",
                    "That {side} puts this forward in its place. The earlier decision stays readable and ends when the"
                            + " other side agrees.",
                    THIS_DECISION,
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
                    THIS_CONCERN,
                    Field.line("title", "In a few words, what is it about?"),
                    Field.text("purpose", "What do both of you want?").help("Begin with what you share."),
                    Field.text("behaviour", "What did you observe?")
                            .help("What was done or said, as a camera would have seen it. Not what kind of people"
                                    + " they are."),
                    Field.text("impact", "What did that do to you?")
                            .help("Speak for your own side: “we lost”, “we felt”."),
                    Field.evidence("What shows it"),
                    Field.text("invitation", "How do you ask them to respond?")
                            .help("End with an invitation: a question, a time to talk.")),
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
                    Field.line("commitment/title", "What will you do to repair it?"),
                    Field.due("commitment/due", "By when?")),
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
                    Field.text("text", "What would put it right?")),
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
                    "scheduleCheckpoint",
                    "/checkpoints",
                    "Plan a checkpoint",
                    "Plan it",
                    "That {side} plans to look at this together on that day.",
                    THIS_CHECKPOINT,
                    Field.text("agenda", "What will you look at?"),
                    Field.due("due", "When?")),
            Form.of(
                    "rescheduleCheckpoint",
                    CHECKPOINT + "/rescheduling",
                    "Move it",
                    "Move it",
                    "That {side} moves the checkpoint. Every earlier date stays visible.",
                    THIS_CHECKPOINT,
                    Field.due("due", "To when?"),
                    MAY_SAY_WHY),
            Form.of(
                    "holdCheckpoint",
                    CHECKPOINT + "/holding",
                    "Say what came of it",
                    "Record",
                    "That it took place, and what came of it, as {side} tells it.",
                    THIS_CHECKPOINT,
                    Field.happened("occurred", "When did it take place?"),
                    Field.lines("outcomes", "What came of it?")),
            Form.of(
                    "recordConversation",
                    "/conversations",
                    "Record a conversation",
                    "Record it",
                    "This account of the talk, as {side} gives it. The other side acknowledges it or says what it"
                            + " remembers differently.",
                    "/conversations/{id}",
                    Field.happened("occurred", "When did you talk?"),
                    Field.lines("positives", "What was good about it?").optional(),
                    Field.text("synopsis", "What was said?").help("So that both sides would say: yes, that was it."),
                    Field.lines("nextSteps", "What happens next?").optional(),
                    Field.text("evaluation", "How will you see that it worked?").optional(),
                    Field.choice(
                                    "monitor",
                                    "Who keeps an eye on it?",
                                    new Option("", "Nobody in particular"),
                                    new Option("BOTH", "Both sides"),
                                    new Option("A", "Side ●"),
                                    new Option("B", "Side ■"),
                                    new Option("MEDIATOR", "The mediator"))
                            .optional(),
                    Field.text("contact", "How do you reach each other until then?")
                            .optional()),
            Form.of(
                    "acknowledgeConversation",
                    "/conversations/{item}/acknowledgement",
                    "Agree with this account",
                    "Agree",
                    "That {side} remembers it the same way.",
                    "/conversations/{id}",
                    Field.text("comment", "A few words, if you like").optional()),
            Form.of(
                    "correctConversation",
                    "/conversations/{item}/corrections",
                    "Say what you remember differently",
                    "Record",
                    "What {side} remembers differently. It stands beside the account.",
                    "/conversations/{id}",
                    Field.text("text", "What do you remember differently?")),
            Form.of(
                    "celebrateWin",
                    "/wins",
                    "Name a win",
                    "Name it",
                    "That {side} sees this as progress. It is shared once the other side endorses it.",
                    "/wins/{id}",
                    Field.line("title", "What went well?"),
                    Field.text("text", "More about it").optional()),
            Form.of(
                    "endorseWin",
                    "/wins/{item}/endorsement",
                    "Endorse it",
                    "Endorse",
                    "That {side} sees it the same way.",
                    "/wins/{id}",
                    Field.text("comment", "A few words, if you like").optional()),
            Form.of(
                    "recordLesson",
                    "/lessons",
                    "Record a lesson",
                    "Record it",
                    "What {side} learned, and what it will do differently.",
                    "/lessons/{id}",
                    Field.text("learned", "What did you learn?"),
                    Field.text("differently", "What will you do differently?")));

    private ItemForms() {}
}
