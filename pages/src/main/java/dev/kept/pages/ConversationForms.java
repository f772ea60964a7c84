package dev.kept.pages;

import dev.kept.pages.Field.Source;
import java.util.List;

/** What people write after they talked: an account with everything that came of it, in one go; and about checkpoints. */
final class ConversationForms {

    private static final String CONVERSATION = "/conversations/{item}";
    private static final String THIS_CONVERSATION = "/conversations/{item}";
    private static final String CHECKPOINT = "/checkpoints/{item}";
    private static final String THIS_CHECKPOINT = "/checkpoints/{item}";

    private static final Field[] TERMS = {
        Field.line("title"),
        Field.due("due"),
        Field.text("details").optional(),
        Field.text("conditions").optional(),
        Field.text("evaluation").optional()
    };

    private static final Field PROMISES = Field.group("commitments", TERMS);

    private static final Field REQUESTS = Field.group("requests", TERMS);

    private static final Field DECISIONS = Field.group(
            "decisions",
            Field.text("statement"),
            Field.text("rationale"),
            Field.alternatives(),
            Field.items("commitments", Source.COMMITMENTS),
            Field.item("supersedes", Source.DECISIONS_IN_FORCE),
            Field.due("review").optional());

    private static final Field CHECKPOINTS =
            Field.group("checkpoints", Field.text("agenda"), Field.due("due"), Field.anything("about"));

    static final List<Form> ALL = List.of(
            Form.of(
                    "recordConversation",
                    "/conversations",
                    "/conversations/{id}",
                    Field.happened("occurred"),
                    Field.items("members", Source.PEOPLE),
                    Field.group(
                            "guests",
                            Field.line("name"),
                            Field.choice("side", "", "A", "B").needed()),
                    Field.lines("positives").optional(),
                    Field.text("synopsis"),
                    Field.evidence(),
                    PROMISES,
                    REQUESTS,
                    DECISIONS,
                    Field.lines("nextSteps").optional(),
                    CHECKPOINTS,
                    Field.text("evaluation").optional(),
                    Field.choice("monitor", "", "BOTH", "A", "B", "MEDIATOR").optional(),
                    Field.text("contact").optional()),
            Form.of(
                    "acknowledgeConversation",
                    CONVERSATION + "/acknowledgement",
                    THIS_CONVERSATION,
                    Field.text("comment").optional()),
            Form.of("correctConversation", CONVERSATION + "/corrections", THIS_CONVERSATION, Field.text("text")),
            Form.of(
                    "scheduleCheckpoint",
                    "/checkpoints",
                    "/checkpoints/{id}",
                    Field.text("agenda"),
                    Field.due("due"),
                    Field.anything("about")),
            Form.of(
                    "holdCheckpoint",
                    CHECKPOINT + "/holding",
                    THIS_CHECKPOINT,
                    Field.happened("occurred"),
                    Field.lines("outcomes"),
                    PROMISES,
                    REQUESTS,
                    DECISIONS),
            Form.of(
                    "rescheduleCheckpoint",
                    CHECKPOINT + "/rescheduling",
                    THIS_CHECKPOINT,
                    Field.due("due"),
                    Field.text("reason").optional()));

    private ConversationForms() {}
}
