package dev.kept.events;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The names of the kinds of items, in the order in which exports list them. The one registry: wire types, read models, answers, paths and
 * pages take the names from here. A name never changes.
 */
public enum ItemName {
    CHARTER("charter", "charter", "charter"),
    COMMITMENT("commitment", "commitments", "commitment"),
    CONVERSATION("conversation", "conversations", "conversation"),
    DECISION("decision", "decisions", "decision"),
    CHECKPOINT("checkpoint", "checkpoints", "checkpoint"),
    CHECK_IN("check-in", "check-ins", "checkIns"),
    CONCERN("concern", "concerns", "concern"),
    WIN("win", "wins", "win"),
    LESSON("lesson", "lessons", "lesson"),
    FEEDBACK("feedback", "feedback", "feedback"),
    QUESTION("question", "questions", "question"),
    FINDING("finding", "findings", "finding"),
    INTEREST("interest", "interests", "interest"),
    ERASURE("erasure", "erasures", "erasure");

    private static final Map<String, ItemName> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(ItemName::one, Function.identity()));

    private final String one;
    private final String many;
    private final String id;

    ItemName(String one, String many, String id) {
        this.one = one;
        this.many = many;
        this.id = id;
    }

    /** As wire types, read models and answers name the kind, e.g. {@code check-in}. */
    public String one() {
        return one;
    }

    /** As paths and exported tables name it, e.g. {@code check-ins}. */
    public String many() {
        return many;
    }

    /** The field of an answer, and the variable of a path, that holds an item's id, e.g. {@code checkIns}. */
    public String id() {
        return id;
    }

    /** The kind that {@link #one} names; empty when there is none. */
    public static Optional<ItemName> named(String one) {
        return Optional.ofNullable(BY_NAME.get(one));
    }

    /** The kind of item whose entries are of this type; null for what is recorded about the ledger as a whole. */
    public static @Nullable ItemName of(LedgerEvent event) {
        return switch (event) {
            case MembershipEvent ignored -> null;
            case MediationEvent ignored -> null;
            case ClosureEvent ignored -> null;
            case SeenEvent ignored -> null;
            case KeyEvent ignored -> null;
            case CharterEvent ignored -> CHARTER;
            case CommitmentEvent ignored -> COMMITMENT;
            case ConversationEvent ignored -> CONVERSATION;
            case DecisionEvent ignored -> DECISION;
            case CheckpointEvent ignored -> CHECKPOINT;
            case CheckInEvent ignored -> CHECK_IN;
            case ConcernEvent ignored -> CONCERN;
            case WinEvent ignored -> WIN;
            case LessonEvent ignored -> LESSON;
            case FeedbackEvent ignored -> FEEDBACK;
            case QuestionEvent ignored -> QUESTION;
            case FindingEvent ignored -> FINDING;
            case InterestEvent ignored -> INTEREST;
            case ErasureEvent ignored -> ERASURE;
        };
    }
}
