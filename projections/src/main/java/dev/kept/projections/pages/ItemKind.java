package dev.kept.projections.pages;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The kinds of item that one template shows: their words, their texts, and what may be done about them. A new kind is one more line. */
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
    LESSON("lesson", "lessons", "Lesson", "Lessons", "learned", List.of("differently"), List.of("recordLesson"));

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

    /**
     * What a party may do about one of it, beside what waits for it.
     *
     * @param role the reader's side
     */
    List<String> may(Doc item, String role) {
        boolean own = item.string("by").equals(role);
        String state = item.string("state");
        return switch (this) {
            case DECISION ->
                switch (state) {
                    case "proposed" -> own ? List.of("withdrawDecision") : List.of("agreeDecision", "objectToDecision");
                    case "in-force" -> List.of("reviewDecision", "supersedeDecision");
                    default -> List.of();
                };
            case CONCERN -> concern(item, own, role);
            case CHECKPOINT ->
                state.equals("planned") || state.equals("missed")
                        ? List.of("holdCheckpoint", "rescheduleCheckpoint")
                        : List.of();
            case CONVERSATION ->
                own
                        ? List.of("correctConversation")
                        : state.equals("acknowledged")
                                ? List.of("correctConversation")
                                : List.of("acknowledgeConversation", "correctConversation");
            case WIN -> own || item.has("endorsed") ? List.of() : List.of("endorseWin");
            case LESSON -> List.of();
        };
    }

    private static List<String> concern(Doc item, boolean own, String role) {
        if (item.string("state").equals("settled")) {
            return List.of("reopenConcern");
        }
        boolean ready = item.list("ready").stream().anyMatch(side -> role.equals(side.text("")));
        List<String> answers = own ? List.of() : List.of("acknowledgeConcern", "offerApology");
        List<String> both = ready
                ? List.of("nameCause", "proposeRemedy", "escalateConcern")
                : List.of("nameCause", "proposeRemedy", "declareReadiness", "escalateConcern");
        return Stream.concat(answers.stream(), both.stream()).toList();
    }
}
