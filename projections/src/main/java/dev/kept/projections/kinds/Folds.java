package dev.kept.projections.kinds;

import dev.kept.projections.kinds.charter.CharterFold;
import dev.kept.projections.kinds.checkins.CheckInFold;
import dev.kept.projections.kinds.checkpoints.CheckpointFold;
import dev.kept.projections.kinds.commitments.CommitmentFold;
import dev.kept.projections.kinds.concerns.ConcernFold;
import dev.kept.projections.kinds.conversations.ConversationFold;
import dev.kept.projections.kinds.decisions.DecisionFold;
import dev.kept.projections.kinds.erasure.ErasureFold;
import dev.kept.projections.kinds.feedback.FeedbackFold;
import dev.kept.projections.kinds.interests.InterestFold;
import dev.kept.projections.kinds.lessons.LessonFold;
import dev.kept.projections.kinds.mediation.FindingFold;
import dev.kept.projections.kinds.mediation.QuestionFold;
import dev.kept.projections.kinds.wins.WinFold;
import dev.kept.projections.store.fold.ItemFold;
import java.util.List;

/** Every kind of item of which the read side keeps views. A new kind is one more line. */
public final class Folds {

    public static final List<ItemFold<?, ?>> ALL = List.of(
            new CharterFold(),
            new CommitmentFold(),
            new ConversationFold(),
            new DecisionFold(),
            new CheckpointFold(),
            new CheckInFold(),
            new ConcernFold(),
            new WinFold(),
            new LessonFold(),
            new FeedbackFold(),
            new ErasureFold(),
            new QuestionFold(),
            new FindingFold(),
            new InterestFold());

    private Folds() {}
}
