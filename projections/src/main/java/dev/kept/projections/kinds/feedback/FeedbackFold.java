package dev.kept.projections.kinds.feedback;

import dev.kept.events.Entry;
import dev.kept.events.FeedbackEvent;
import dev.kept.events.FeedbackEvent.FeedbackActedUpon;
import dev.kept.events.FeedbackEvent.FeedbackAsked;
import dev.kept.events.FeedbackEvent.FeedbackGiven;
import dev.kept.events.ItemName;
import dev.kept.events.LedgerEvent;
import dev.kept.events.Text;
import dev.kept.events.UnreadableStatement;
import dev.kept.projections.kinds.feedback.FeedbackView.FeedbackAction;
import dev.kept.projections.kinds.feedback.FeedbackView.FeedbackState;
import dev.kept.projections.kinds.feedback.FeedbackView.GivenFeedback;
import dev.kept.projections.store.fold.ItemFold;
import dev.kept.projections.store.fold.Provenance;
import dev.kept.projections.store.fold.Turn;
import dev.kept.projections.store.fold.WaitingKind;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How the view of a piece of feedback follows from its entries. The view is small enough to be its own brief. */
public final class FeedbackFold implements ItemFold<FeedbackView, FeedbackView> {

    @Override
    public ItemName name() {
        return ItemName.FEEDBACK;
    }

    @Override
    public Class<FeedbackView> view() {
        return FeedbackView.class;
    }

    @Override
    public Class<FeedbackView> brief() {
        return FeedbackView.class;
    }

    @Override
    public @Nullable UUID itemOf(LedgerEvent event) {
        return event instanceof FeedbackEvent about ? about.feedback() : null;
    }

    @Override
    public FeedbackView brief(FeedbackView view) {
        return view;
    }

    @Override
    public Text title(FeedbackView brief) {
        return brief.question();
    }

    @Override
    public Columns columns(FeedbackView view) {
        return new Columns(view.state().wireName(), view.by(), null);
    }

    /**
     * {@inheritDoc}
     *
     * @throws UnreadableStatement when the entries do not tell of feedback
     */
    @Override
    public FeedbackView evolve(@Nullable FeedbackView before, Entry entry) {
        if (!(entry.event() instanceof FeedbackEvent event)) {
            throw new UnreadableStatement("not about feedback");
        }
        Provenance at = Provenance.of(entry);
        return switch (event) {
            case FeedbackAsked e ->
                new FeedbackView(
                        e.feedback(),
                        e.by(),
                        FeedbackState.ASKED,
                        e.question(),
                        e.about(),
                        at,
                        null,
                        List.of(),
                        List.of(Turn.of(WaitingKind.GIVE_FEEDBACK, e.by().other(), at)),
                        entry.sequence());
            case FeedbackGiven e -> given(known(before), new GivenFeedback(at, e.text()), entry.sequence());
            case FeedbackActedUpon e ->
                actedUpon(known(before), new FeedbackAction(at, e.text(), e.links()), entry.sequence());
        };
    }

    private static FeedbackView given(FeedbackView it, GivenFeedback given, long sequence) {
        return new FeedbackView(
                it.feedback(),
                it.by(),
                FeedbackState.GIVEN,
                it.question(),
                it.about(),
                it.asked(),
                given,
                it.actions(),
                List.of(Turn.of(WaitingKind.ACT_ON_FEEDBACK, it.by(), given.given())),
                sequence);
    }

    private static FeedbackView actedUpon(FeedbackView it, FeedbackAction action, long sequence) {
        List<FeedbackAction> actions = new ArrayList<>(it.actions());
        actions.add(action);
        return new FeedbackView(
                it.feedback(),
                it.by(),
                FeedbackState.ACTED_UPON,
                it.question(),
                it.about(),
                it.asked(),
                it.given(),
                actions,
                List.of(),
                sequence);
    }

    private static FeedbackView known(@Nullable FeedbackView before) {
        if (before == null) {
            throw new UnreadableStatement("feedback begins by being asked for");
        }
        return before;
    }
}
