package dev.kept.pages;

import dev.kept.wording.Places;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The kinds of item that one template shows: their words and their texts. A new kind is one more line. */
@SuppressWarnings("ImmutableEnumChecker")
enum ItemKind {
    DECISION("decision", "statement", List.of("rationale"), List.of("proposeDecision")),
    CONCERN("concern", "title", List.of("purpose", "behaviour", "impact", "invitation"), List.of("raiseConcern")),
    CHECKPOINT("checkpoint", "agenda", List.of(), List.of("scheduleCheckpoint")),
    CONVERSATION("conversation", "synopsis", List.of("evaluation", "contact"), List.of("recordConversation")),
    WIN("win", "title", List.of("text"), List.of("celebrateWin")),
    LESSON("lesson", "learned", List.of("differently"), List.of("recordLesson")),
    FEEDBACK("feedback", "question", List.of(), List.of("askFeedback")),
    CHECK_INS("check-in", "title", List.of(), List.of("proposeCheckIns"));

    private final String kind;
    private final String place;
    private final String headline;
    private final List<String> texts;
    private final List<String> begin;

    ItemKind(String kind, String headline, List<String> texts, List<String> begin) {
        this.kind = kind;
        this.place = Places.step(kind);
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
        return Places.id(kind);
    }

    /** Where its items are read, in the API and on pages. */
    public String place() {
        return place;
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
