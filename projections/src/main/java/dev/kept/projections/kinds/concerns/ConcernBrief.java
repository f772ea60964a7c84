package dev.kept.projections.kinds.concerns;

import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.projections.kinds.concerns.ConcernView.FirstAnswer;
import dev.kept.projections.store.fold.Provenance;
import dev.kept.projections.store.fold.Turn;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A concern as lists show it. See {@link ConcernView} for what its parts mean.
 *
 * @param apologised whether the other side ever apologised
 * @param settled by which entry it was settled, while it is
 */
public record ConcernBrief(
        UUID concern,
        Side by,
        ConcernState state,
        boolean escalated,
        Text title,
        @Nullable UUID repeats,
        Provenance raised,
        @Nullable FirstAnswer answered,
        boolean apologised,
        List<Side> ready,
        @Nullable Provenance settled,
        List<Turn> waiting,
        long lastSequence) {

    public ConcernBrief {
        ready = List.copyOf(ready);
        waiting = List.copyOf(waiting);
    }

    static ConcernBrief of(ConcernView view) {
        return new ConcernBrief(
                view.concern(),
                view.by(),
                view.state(),
                view.escalated(),
                view.title(),
                view.repeats(),
                view.raised(),
                view.answered(),
                !view.apologies().isEmpty(),
                view.ready(),
                view.state() == ConcernState.SETTLED ? view.settled().getLast() : null,
                view.waiting(),
                view.lastSequence());
    }
}
