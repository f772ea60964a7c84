package dev.kept.projections.kinds.lessons;

import dev.kept.events.Entry;
import dev.kept.events.ItemName;
import dev.kept.events.LedgerEvent;
import dev.kept.events.LessonEvent;
import dev.kept.events.LessonEvent.LessonRecorded;
import dev.kept.events.Text;
import dev.kept.events.UnreadableStatement;
import dev.kept.projections.store.fold.ItemFold;
import dev.kept.projections.store.fold.Provenance;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How a lesson's view follows from its entry. The view is small enough to be its own brief. */
public final class LessonFold implements ItemFold<LessonView, LessonView> {

    static final String RECORDED = "recorded";

    @Override
    public ItemName name() {
        return ItemName.LESSON;
    }

    @Override
    public Class<LessonView> view() {
        return LessonView.class;
    }

    @Override
    public Class<LessonView> brief() {
        return LessonView.class;
    }

    @Override
    public @Nullable UUID itemOf(LedgerEvent event) {
        return event instanceof LessonEvent about ? about.lesson() : null;
    }

    @Override
    public LessonView brief(LessonView view) {
        return view;
    }

    @Override
    public Text title(LessonView brief) {
        return brief.learned();
    }

    @Override
    public Columns columns(LessonView view) {
        return new Columns(RECORDED, view.by(), null);
    }

    /**
     * {@inheritDoc}
     *
     * @throws UnreadableStatement when the entry does not tell of a lesson
     */
    @Override
    public LessonView evolve(@Nullable LessonView before, Entry entry) {
        if (!(entry.event() instanceof LessonEvent event)) {
            throw new UnreadableStatement("not about a lesson");
        }
        return switch (event) {
            case LessonRecorded e ->
                new LessonView(
                        e.lesson(),
                        e.by(),
                        e.learned(),
                        e.differently(),
                        e.about(),
                        Provenance.of(entry),
                        entry.sequence());
        };
    }
}
