package dev.kept.projections.kinds.questions;

import dev.kept.events.Entry;
import dev.kept.events.ItemName;
import dev.kept.events.LedgerEvent;
import dev.kept.events.QuestionEvent;
import dev.kept.events.QuestionEvent.QuestionAnswered;
import dev.kept.events.QuestionEvent.QuestionAsked;
import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.events.UnreadableStatement;
import dev.kept.projections.kinds.questions.QuestionView.QuestionState;
import dev.kept.projections.kinds.questions.QuestionView.SideAnswer;
import dev.kept.projections.store.fold.ItemFold;
import dev.kept.projections.store.fold.Provenance;
import dev.kept.projections.store.fold.Turn;
import dev.kept.projections.store.fold.WaitingKind;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How a question's view follows from its entries. */
public final class QuestionFold implements ItemFold<QuestionView, QuestionView> {

    @Override
    public ItemName name() {
        return ItemName.QUESTION;
    }

    @Override
    public Class<QuestionView> view() {
        return QuestionView.class;
    }

    @Override
    public Class<QuestionView> brief() {
        return QuestionView.class;
    }

    @Override
    public @Nullable UUID itemOf(LedgerEvent event) {
        return event instanceof QuestionEvent about ? about.question() : null;
    }

    @Override
    public QuestionView brief(QuestionView view) {
        return view;
    }

    @Override
    public Text title(QuestionView brief) {
        return brief.text();
    }

    @Override
    public Columns columns(QuestionView view) {
        return new Columns(view.state().wireName(), null, null);
    }

    @Override
    public QuestionView evolve(@Nullable QuestionView before, Entry entry) {
        if (!(entry.event() instanceof QuestionEvent event)) {
            throw new UnreadableStatement("not about a question");
        }
        Provenance at = Provenance.of(entry);
        return switch (event) {
            case QuestionAsked(UUID question, Side to, var text, var about) -> {
                List<Turn> waiting = Stream.of(Side.values())
                        .filter(side -> to == null || to == side)
                        .map(side -> Turn.of(WaitingKind.ANSWER_QUESTION, side, at))
                        .toList();
                yield new QuestionView(
                        question, QuestionState.OPEN, to, text, about, at, List.of(), waiting, at.sequence());
            }
            case QuestionAnswered e -> answered(before, e, at);
        };
    }

    private static QuestionView answered(@Nullable QuestionView q, QuestionAnswered e, Provenance at) {
        if (q == null) {
            throw new UnreadableStatement("a question begins by being asked");
        }
        List<Turn> waiting =
                q.waiting().stream().filter(turn -> turn.side() != e.by()).toList();
        return new QuestionView(
                q.question(),
                waiting.isEmpty() ? QuestionState.ANSWERED : QuestionState.OPEN,
                q.to(),
                q.text(),
                q.about(),
                q.asked(),
                Stream.concat(q.answers().stream(), Stream.of(new SideAnswer(e.by(), at, e.text())))
                        .toList(),
                waiting,
                at.sequence());
    }
}
