package dev.kept.pages;

import dev.kept.pages.Field.Option;
import dev.kept.pages.Field.Source;
import java.util.List;

/** What people write after they talked: an account with everything that came of it, in one go; and about checkpoints. */
final class ConversationForms {

    private static final String CONVERSATION = "/conversations/{item}";
    private static final String THIS_CONVERSATION = "/conversations/{item}";
    private static final String CHECKPOINT = "/checkpoints/{item}";
    private static final String THIS_CHECKPOINT = "/checkpoints/{item}";

    private static final Field[] TERMS = {
        Field.line("title", "What?"),
        Field.due("due", "By when?"),
        Field.text("details", "What belongs to it, what does not?").optional(),
        Field.text("conditions", "Under which conditions?").optional(),
        Field.text("evaluation", "How will we see that it is kept?").optional()
    };

    private static final Field PROMISES = Field.group(
            "commitments",
            "What does your own side promise?",
            "Commitment of your side",
            "Add a commitment of your side",
            TERMS);

    private static final Field REQUESTS = Field.group(
                    "requests",
                    "What did the other side say it would do?",
                    "Request to the other side",
                    "Add a request to the other side",
                    TERMS)
            .help("It is asked for here, and a commitment once they accept: nobody promises for anybody else.");

    private static final Field DECISIONS = Field.group(
                    "decisions",
                    "What did you decide?",
                    "Decision",
                    "Add a decision",
                    Field.text("statement", "What is decided?"),
                    Field.text("rationale", "Why?").help("The purpose you share, and how this serves it."),
                    Field.alternatives(),
                    Field.items("commitments", "Which commitments does it affect?", Source.COMMITMENTS),
                    Field.item(
                            "supersedes",
                            "Does it replace an earlier decision?",
                            "No, it is a new one",
                            Source.DECISIONS_IN_FORCE),
                    Field.due("review", "When will you look at it again?").optional())
            .help("You put it forward here; it is in force once the other side agrees.");

    private static final Field CHECKPOINTS = Field.group(
            "checkpoints",
            "When will you look at it again?",
            "Checkpoint",
            "Add a checkpoint",
            Field.text("agenda", "What will you look at?"),
            Field.due("due", "When?"),
            Field.anything("about", "What is it about?"));

    static final List<Form> ALL = List.of(
            Form.of(
                    "recordConversation",
                    "/conversations",
                    "Record a conversation",
                    "Record it all",
                    "This account of the talk, as {side} gives it, and everything that came of it, in one step. The"
                            + " other side acknowledges it or says what it remembers differently.",
                    "/conversations/{id}",
                    Field.happened("occurred", "When did you talk?"),
                    Field.items("members", "Who took part?", Source.PEOPLE),
                    Field.group(
                            "guests",
                            "Who else took part?",
                            "Guest",
                            "Add a guest",
                            Field.line("name", "Name"),
                            Field.choice(
                                            "side",
                                            "For whom?",
                                            new Option("", "Nobody, neutral"),
                                            new Option("A", "Side ●"),
                                            new Option("B", "Side ■"))
                                    .needed()),
                    Field.lines("positives", "What was good about it?")
                            .optional()
                            .help("Thanks belong here. One on each line."),
                    Field.text("synopsis", "What was said?").help("So that both sides would say: yes, that was it."),
                    PROMISES,
                    REQUESTS,
                    DECISIONS,
                    Field.lines("nextSteps", "What else happens next?")
                            .optional()
                            .help("Smaller steps that need no date. One on each line."),
                    CHECKPOINTS,
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
                    CONVERSATION + "/acknowledgement",
                    "Agree with this account",
                    "Agree",
                    "That {side} remembers it the same way.",
                    THIS_CONVERSATION,
                    Field.text("comment", "A few words, if you like").optional()),
            Form.of(
                    "correctConversation",
                    CONVERSATION + "/corrections",
                    "Say what you remember differently",
                    "Record",
                    "What {side} remembers differently. It stands beside the account.",
                    THIS_CONVERSATION,
                    Field.text("text", "What do you remember differently?")),
            Form.of(
                    "scheduleCheckpoint",
                    "/checkpoints",
                    "Plan a checkpoint",
                    "Plan it",
                    "That {side} plans to look at this together on that day.",
                    "/checkpoints/{id}",
                    Field.text("agenda", "What will you look at?"),
                    Field.due("due", "When?"),
                    Field.anything("about", "What is it about?")),
            Form.of(
                    "holdCheckpoint",
                    CHECKPOINT + "/holding",
                    "Say what came of it",
                    "Record it all",
                    "That it took place, and what came of it, as {side} tells it, in one step.",
                    THIS_CHECKPOINT,
                    Field.happened("occurred", "When did it take place?"),
                    Field.lines("outcomes", "What came of it?"),
                    PROMISES,
                    REQUESTS,
                    DECISIONS),
            Form.of(
                    "rescheduleCheckpoint",
                    CHECKPOINT + "/rescheduling",
                    "Move it",
                    "Move it",
                    "That {side} moves the checkpoint. Every earlier date stays visible.",
                    THIS_CHECKPOINT,
                    Field.due("due", "To when?"),
                    Field.text("reason", "Why, if you want to say").optional()));

    private ConversationForms() {}
}
