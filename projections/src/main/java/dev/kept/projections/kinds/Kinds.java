package dev.kept.projections.kinds;

import dev.kept.events.ItemName;
import dev.kept.events.LedgerEvent;
import dev.kept.projections.kinds.charter.CharterKind;
import dev.kept.projections.kinds.checkins.CheckInKind;
import dev.kept.projections.kinds.checkpoints.CheckpointKind;
import dev.kept.projections.kinds.commitments.CommitmentKind;
import dev.kept.projections.kinds.concerns.ConcernKind;
import dev.kept.projections.kinds.conversations.ConversationKind;
import dev.kept.projections.kinds.decisions.DecisionKind;
import dev.kept.projections.kinds.erasure.ErasureKind;
import dev.kept.projections.kinds.feedback.FeedbackKind;
import dev.kept.projections.kinds.findings.FindingKind;
import dev.kept.projections.kinds.interests.InterestKind;
import dev.kept.projections.kinds.lessons.LessonKind;
import dev.kept.projections.kinds.questions.QuestionKind;
import dev.kept.projections.kinds.wins.WinKind;
import dev.kept.projections.store.fold.ItemFold;
import dev.kept.projections.store.kind.ItemKind;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Every kind of item, by the declaration in its package. The compiler asks for a line for each {@link ItemName}. */
public final class Kinds {

    public static final CharterKind CHARTER = new CharterKind();
    public static final CommitmentKind COMMITMENT = new CommitmentKind();
    public static final DecisionKind DECISION = new DecisionKind();
    public static final CheckpointKind CHECKPOINT = new CheckpointKind();
    public static final ConcernKind CONCERN = new ConcernKind();
    public static final WinKind WIN = new WinKind();
    public static final LessonKind LESSON = new LessonKind();

    /** In the order of their names' registry. */
    public static final List<ItemKind<?, ?, ?>> ALL =
            Stream.of(ItemName.values()).<ItemKind<?, ?, ?>>map(Kinds::declared).toList();

    public static final List<ItemFold<?, ?>> FOLDS =
            ALL.stream().<ItemFold<?, ?>>map(ItemKind::fold).toList();

    private static final Map<ItemName, ItemKind<?, ?, ?>> BY_NAME =
            ALL.stream().collect(Collectors.toUnmodifiableMap(ItemKind::name, Function.identity()));

    private Kinds() {}

    private static ItemKind<?, ?, ?> declared(ItemName name) {
        return switch (name) {
            case CHARTER -> CHARTER;
            case COMMITMENT -> COMMITMENT;
            case CONVERSATION -> new ConversationKind();
            case DECISION -> DECISION;
            case CHECKPOINT -> CHECKPOINT;
            case CHECK_IN -> new CheckInKind();
            case CONCERN -> CONCERN;
            case WIN -> WIN;
            case LESSON -> LESSON;
            case FEEDBACK -> new FeedbackKind();
            case QUESTION -> new QuestionKind();
            case FINDING -> new FindingKind();
            case INTEREST -> new InterestKind();
            case ERASURE -> new ErasureKind();
        };
    }

    public static ItemKind<?, ?, ?> of(ItemName name) {
        return Objects.requireNonNull(BY_NAME.get(name));
    }

    /** The kind that an event is about; null when it is about the ledger as a whole. */
    public static @Nullable ItemKind<?, ?, ?> of(LedgerEvent event) {
        ItemName name = ItemName.of(event);
        return name == null ? null : BY_NAME.get(name);
    }
}
