package dev.kept.projections;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.events.Entry;
import dev.kept.events.Statements;
import dev.kept.projections.store.fold.ItemFold;
import dev.kept.projections.store.fold.ViewJson;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Folds a story's entries as the read side does: from statements, texts sealed. */
public final class Folded {

    private Folded() {}

    /** The item's view after the whole story; it and its brief read back as they were stored. */
    public static <V, B> V view(ItemFold<V, B> fold, Story story, UUID item) {
        V view = null;
        for (Entry entry : story.entries()) {
            if (item.equals(fold.itemOf(entry.event()))) {
                view = fold.evolve(view, sealed(entry));
            }
        }
        V last = Objects.requireNonNull(view);
        assertThat(ViewJson.read(ViewJson.write(last), fold.view())).isEqualTo(last);
        B brief = fold.brief(last);
        assertThat(ViewJson.read(ViewJson.write(brief), fold.brief())).isEqualTo(brief);
        return last;
    }

    /** One more entry on top of a view. */
    public static <V> V next(ItemFold<V, ?> fold, @Nullable V before, Entry entry) {
        return fold.evolve(before, sealed(entry));
    }

    private static Entry sealed(Entry entry) {
        return Statements.read(Statements.write(entry).bytes());
    }
}
