package dev.kept.projections.kinds.wins;

import dev.kept.events.Entry;
import dev.kept.events.ItemName;
import dev.kept.events.LedgerEvent;
import dev.kept.events.Text;
import dev.kept.events.UnreadableStatement;
import dev.kept.events.WinEvent;
import dev.kept.events.WinEvent.WinCelebrated;
import dev.kept.events.WinEvent.WinEndorsed;
import dev.kept.projections.kinds.wins.WinView.WinEndorsement;
import dev.kept.projections.kinds.wins.WinView.WinState;
import dev.kept.projections.store.fold.ItemFold;
import dev.kept.projections.store.fold.Provenance;
import dev.kept.projections.store.fold.Turn;
import dev.kept.projections.store.fold.WaitingKind;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How a win's view follows from its entries. The view is small enough to be its own brief. */
public final class WinFold implements ItemFold<WinView, WinView> {

    @Override
    public ItemName name() {
        return ItemName.WIN;
    }

    @Override
    public Class<WinView> view() {
        return WinView.class;
    }

    @Override
    public Class<WinView> brief() {
        return WinView.class;
    }

    @Override
    public @Nullable UUID itemOf(LedgerEvent event) {
        return event instanceof WinEvent about ? about.win() : null;
    }

    @Override
    public WinView brief(WinView view) {
        return view;
    }

    @Override
    public Text title(WinView brief) {
        return brief.title();
    }

    @Override
    public Columns columns(WinView view) {
        return new Columns(view.state().wireName(), view.by(), null);
    }

    /**
     * {@inheritDoc}
     *
     * @throws UnreadableStatement when the entries do not tell of a win
     */
    @Override
    public WinView evolve(@Nullable WinView before, Entry entry) {
        if (!(entry.event() instanceof WinEvent event)) {
            throw new UnreadableStatement("not about a win");
        }
        Provenance at = Provenance.of(entry);
        return switch (event) {
            case WinCelebrated e ->
                new WinView(
                        e.win(),
                        e.by(),
                        WinState.CELEBRATED,
                        e.title(),
                        e.text(),
                        e.about(),
                        at,
                        null,
                        List.of(Turn.of(WaitingKind.ENDORSE_WIN, e.by().other(), at)),
                        entry.sequence());
            case WinEndorsed e -> endorsed(known(before), new WinEndorsement(at, e.comment()), entry.sequence());
        };
    }

    private static WinView endorsed(WinView win, WinEndorsement endorsement, long sequence) {
        return new WinView(
                win.win(),
                win.by(),
                WinState.ENDORSED,
                win.title(),
                win.text(),
                win.about(),
                win.celebrated(),
                endorsement,
                List.of(),
                sequence);
    }

    private static WinView known(@Nullable WinView before) {
        if (before == null) {
            throw new UnreadableStatement("a win begins by being celebrated");
        }
        return before;
    }
}
