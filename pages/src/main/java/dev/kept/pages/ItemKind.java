package dev.kept.pages;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The kinds of item that one template shows: their words and their texts. A new kind is one more line. */
@SuppressWarnings("ImmutableEnumChecker")
enum ItemKind {
    DECISION(
            "decision",
            "decisions",
            "Decision",
            "Decisions",
            "statement",
            List.of("rationale"),
            List.of("proposeDecision")),
    CONCERN(
            "concern",
            "concerns",
            "Concern",
            "Concerns",
            "title",
            List.of("purpose", "behaviour", "impact", "invitation"),
            List.of("raiseConcern")),
    CHECKPOINT(
            "checkpoint",
            "checkpoints",
            "Checkpoint",
            "Checkpoints",
            "agenda",
            List.of(),
            List.of("scheduleCheckpoint")),
    CONVERSATION(
            "conversation",
            "conversations",
            "Conversation",
            "Conversations",
            "synopsis",
            List.of("evaluation", "contact"),
            List.of("recordConversation")),
    WIN("win", "wins", "Win", "Wins", "title", List.of("text"), List.of("celebrateWin")),
    LESSON("lesson", "lessons", "Lesson", "Lessons", "learned", List.of("differently"), List.of("recordLesson")),
    FEEDBACK("feedback", "feedback", "Feedback", "Feedback", "question", List.of(), List.of("askFeedback")),
    CHECK_INS("check-in", "check-ins", "Check-ins", "Check-ins", "title", List.of(), List.of("proposeCheckIns"));

    private final String kind;
    private final String place;
    private final String one;
    private final String many;
    private final String headline;
    private final List<String> texts;
    private final List<String> begin;

    ItemKind(
            String kind,
            String place,
            String one,
            String many,
            String headline,
            List<String> texts,
            List<String> begin) {
        this.kind = kind;
        this.place = place;
        this.one = one;
        this.many = many;
        this.headline = headline;
        this.texts = texts;
        this.begin = begin;
    }

    /** As entries name it. */
    public String kind() {
        return kind;
    }

    /** The field of its answers that holds the id. */
    public String id() {
        return this == CHECK_INS ? "checkIns" : kind;
    }

    /** What a list says that holds nothing yet. */
    public String none() {
        return switch (this) {
            case DECISION -> "Nothing is decided yet.";
            case CONCERN ->
                "No concern was raised yet. One names what was seen, what it did, and how the other side is asked to"
                        + " respond.";
            case CHECKPOINT -> "No checkpoint is planned yet: a day on which both look at something again.";
            case CONVERSATION ->
                "No conversation is recorded yet. One entry holds what was said and everything that came of it.";
            case WIN -> "No win is named yet. Progress counts, also the small one.";
            case LESSON -> "No lesson is recorded yet: what was learned, and what will be different.";
            case FEEDBACK -> "Nobody asked for feedback yet.";
            case CHECK_INS -> "No check-ins are agreed yet: a short talk at a recurring time.";
        };
    }

    /** What the side did that it began with. */
    public String verb() {
        return switch (this) {
            case DECISION -> "put forward by";
            case CONCERN -> "raised by";
            case CHECKPOINT -> "planned by";
            case CONVERSATION -> "recorded by";
            case WIN -> "named by";
            case LESSON -> "learned by";
            case FEEDBACK -> "asked for by";
            case CHECK_INS -> "proposed by";
        };
    }

    /** Where its items are read, in the API and on pages. */
    public String place() {
        return place;
    }

    public String one() {
        return one;
    }

    public String many() {
        return many;
    }

    /** The text that says which one it is. */
    public String headline() {
        return headline;
    }

    /** Its other texts, in the order that helps. */
    public List<String> texts() {
        return texts;
    }

    /** The forms with which one begins. */
    public List<Form> begin() {
        return begin.stream().map(Forms::of).toList();
    }

    static Optional<ItemKind> at(String place) {
        return Arrays.stream(values()).filter(each -> each.place.equals(place)).findAny();
    }

    static Optional<ItemKind> named(String kind) {
        return Arrays.stream(values()).filter(each -> each.kind.equals(kind)).findAny();
    }
}
