package dev.kept.pages;

import dev.kept.wording.Doc;
import dev.kept.wording.Ledger;
import dev.kept.wording.Places;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The kinds of item that one template shows: their words, their texts, and what may be done about them. A new kind is one more line. */
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

    /** What a party may do about one of it, beside what waits for it. The first is what comes to mind first. */
    List<String> may(Doc item, Ledger ledger) {
        boolean own = item.string("by").equals(ledger.role());
        String state = item.string("state");
        return switch (this) {
            case DECISION ->
                switch (state) {
                    case "proposed" -> own ? List.of("withdrawDecision") : List.of("agreeDecision", "objectToDecision");
                    case "in-force" ->
                        item.has("replacement")
                                ? List.of("reviewDecision", "objectToDecision")
                                : List.of("reviewDecision", "supersedeDecision", "objectToDecision");
                    default -> List.of();
                };
            case CONCERN -> concern(item, own, ledger);
            case CHECKPOINT ->
                state.equals("planned") || state.equals("missed")
                        ? List.of("holdCheckpoint", "rescheduleCheckpoint")
                        : List.of();
            case CONVERSATION ->
                own
                        ? List.of()
                        : item.has("acknowledged")
                                ? List.of("correctConversation")
                                : List.of("acknowledgeConversation", "correctConversation");
            case WIN -> own || item.has("endorsed") ? List.of() : List.of("endorseWin");
            case LESSON -> List.of();
            case FEEDBACK ->
                own
                        ? item.has("given") ? List.of("actOnFeedback") : List.of()
                        : item.has("given") ? List.of() : List.of("giveFeedback");
            case CHECK_INS ->
                switch (state) {
                    case "proposed" -> own ? List.of("endCheckIns") : List.of("agreeCheckIns", "declineCheckIns");
                    case "agreed" -> List.of("pauseCheckIns", "endCheckIns");
                    case "paused" -> List.of("resumeCheckIns", "endCheckIns");
                    default -> List.of();
                };
        };
    }

    private static List<String> concern(Doc item, boolean own, Ledger ledger) {
        String role = ledger.role();
        if (item.string("state").equals("settled")) {
            return List.of("reopenConcern");
        }
        boolean ready = item.list("ready").stream().anyMatch(side -> role.equals(side.text("")));
        boolean acknowledged = !item.list("acknowledgements").isEmpty()
                && !item.string("state").equals("reopened");
        List<String> may = new ArrayList<>();
        if (!own && !acknowledged) {
            may.add("acknowledgeConcern");
        }
        if (!own) {
            may.add("offerApology");
        }
        may.addAll(List.of("nameCause", "proposeRemedy", ready ? "takeBackReadiness" : "declareReadiness"));
        if (!item.flag("escalated") && ledger.mediator().has("mediator")) {
            may.add("escalateConcern");
        }
        return may;
    }
}
