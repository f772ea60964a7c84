package dev.kept.projections.kinds.checkpoints;

import dev.kept.events.CheckpointEvent;
import dev.kept.events.CheckpointEvent.CheckpointCancelled;
import dev.kept.events.CheckpointEvent.CheckpointHeld;
import dev.kept.events.CheckpointEvent.CheckpointMissed;
import dev.kept.events.CheckpointEvent.CheckpointRescheduled;
import dev.kept.events.CheckpointEvent.CheckpointScheduled;
import dev.kept.events.Entry;
import dev.kept.events.ItemName;
import dev.kept.events.LedgerEvent;
import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.events.UnreadableStatement;
import dev.kept.projections.kinds.checkpoints.CheckpointView.CheckpointDate;
import dev.kept.projections.kinds.checkpoints.CheckpointView.Holding;
import dev.kept.projections.store.fold.ItemFold;
import dev.kept.projections.store.fold.Provenance;
import dev.kept.projections.store.fold.Turn;
import dev.kept.projections.store.fold.WaitingKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How a checkpoint's view follows from its entries. Lists show the view as it is. */
public final class CheckpointFold implements ItemFold<CheckpointView, CheckpointView> {

    @Override
    public ItemName name() {
        return ItemName.CHECKPOINT;
    }

    @Override
    public Class<CheckpointView> view() {
        return CheckpointView.class;
    }

    @Override
    public Class<CheckpointView> brief() {
        return CheckpointView.class;
    }

    @Override
    public @Nullable UUID itemOf(LedgerEvent event) {
        return event instanceof CheckpointEvent about ? about.checkpoint() : null;
    }

    @Override
    public CheckpointView brief(CheckpointView view) {
        return view;
    }

    @Override
    public @Nullable Text title(CheckpointView brief) {
        return brief.agenda();
    }

    @Override
    public Columns columns(CheckpointView view) {
        return new Columns(view.state().wireName(), view.by(), view.due().at());
    }

    /**
     * {@inheritDoc}
     *
     * @throws UnreadableStatement when the entries do not tell of a checkpoint
     */
    @Override
    public CheckpointView evolve(@Nullable CheckpointView before, Entry entry) {
        if (!(entry.event() instanceof CheckpointEvent event)) {
            throw new UnreadableStatement("not about a checkpoint");
        }
        Provenance at = Provenance.of(entry);
        return switch (event) {
            case CheckpointScheduled e ->
                view(e, CheckpointState.PLANNED, List.of(new CheckpointDate(e.at(), at, null, null)), at);
            case CheckpointRescheduled e -> {
                CheckpointView known = known(before);
                yield view(
                        known,
                        CheckpointState.PLANNED,
                        plus(known.dates(), new CheckpointDate(e.at(), at, e.reason(), null)),
                        null,
                        at);
            }
            case CheckpointMissed ignored -> {
                CheckpointView known = known(before);
                yield view(known, CheckpointState.MISSED, missed(known.dates(), at), null, at);
            }
            case CheckpointHeld e -> {
                CheckpointView known = known(before);
                Holding held = new Holding(e.occurred(), e.by(), at, e.outcomes(), e.decisions(), e.commitments());
                yield view(known, CheckpointState.HELD, known.dates(), held, at);
            }
            case CheckpointCancelled ignored -> {
                CheckpointView known = known(before);
                yield view(known, CheckpointState.CANCELLED, known.dates(), null, at);
            }
        };
    }

    private static CheckpointView known(@Nullable CheckpointView before) {
        if (before == null) {
            throw new UnreadableStatement("a checkpoint begins by being scheduled");
        }
        return before;
    }

    private static CheckpointView view(
            CheckpointScheduled event, CheckpointState state, List<CheckpointDate> dates, Provenance at) {
        CheckpointView begun = new CheckpointView(
                event.checkpoint(),
                event.by(),
                state,
                event.at(),
                event.agenda(),
                event.about(),
                dates,
                null,
                null,
                List.of(),
                at.sequence());
        return view(begun, state, dates, null, at);
    }

    private static CheckpointView view(
            CheckpointView before,
            CheckpointState state,
            List<CheckpointDate> dates,
            @Nullable Holding held,
            Provenance at) {
        CheckpointDate last = dates.getLast();
        return new CheckpointView(
                before.checkpoint(),
                before.by(),
                state,
                last.due(),
                before.agenda(),
                before.about(),
                dates,
                held,
                state == CheckpointState.CANCELLED ? at : null,
                waiting(before, state, last),
                at.sequence());
    }

    /** What follows from a decision's review date is held by reviewing the decision. */
    private static List<Turn> waiting(CheckpointView checkpoint, CheckpointState state, CheckpointDate date) {
        if (state == CheckpointState.HELD || state == CheckpointState.CANCELLED) {
            return List.of();
        }
        boolean review = checkpoint.by() == null && !checkpoint.about().isEmpty();
        Provenance since = date.missed() == null ? date.set() : date.missed();
        Instant until = date.missed() == null ? date.due().at() : null;
        return Arrays.stream(Side.values())
                .map(side -> new Turn(
                        (review ? WaitingKind.REVIEW_DECISION : WaitingKind.HOLD_CHECKPOINT).operation(),
                        side,
                        review ? checkpoint.about().getFirst() : null,
                        since.sequence(),
                        since.recorded(),
                        until))
                .toList();
    }

    private static List<CheckpointDate> missed(List<CheckpointDate> dates, Provenance at) {
        List<CheckpointDate> all = new ArrayList<>(dates);
        CheckpointDate last = all.removeLast();
        all.add(new CheckpointDate(last.due(), last.set(), last.reason(), at));
        return all;
    }

    private static List<CheckpointDate> plus(List<CheckpointDate> dates, CheckpointDate next) {
        List<CheckpointDate> all = new ArrayList<>(dates);
        all.add(next);
        return all;
    }
}
