package dev.kept.projections;

import dev.kept.projections.charter.CharterFold;
import dev.kept.projections.checkins.CheckInFold;
import dev.kept.projections.checkpoints.CheckpointFold;
import dev.kept.projections.commitments.CommitmentFold;
import dev.kept.projections.concerns.ConcernFold;
import dev.kept.projections.conversations.ConversationFold;
import dev.kept.projections.decisions.DecisionFold;
import dev.kept.projections.erasure.ErasureFold;
import dev.kept.projections.feedback.FeedbackFold;
import dev.kept.projections.fold.ItemFold;
import dev.kept.projections.interests.InterestFold;
import dev.kept.projections.lessons.LessonFold;
import dev.kept.projections.mediation.FindingFold;
import dev.kept.projections.mediation.QuestionFold;
import dev.kept.projections.wins.WinFold;
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
