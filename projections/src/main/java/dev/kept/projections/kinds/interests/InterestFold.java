package dev.kept.projections.kinds.interests;

import dev.kept.events.Entry;
import dev.kept.events.InterestEvent;
import dev.kept.events.InterestEvent.InterestDisclosed;
import dev.kept.events.ItemName;
import dev.kept.events.LedgerEvent;
import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.events.UnreadableStatement;
import dev.kept.projections.store.fold.ItemFold;
import dev.kept.projections.store.fold.Provenance;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How a disclosed interest follows from its one entry. */
public final class InterestFold implements ItemFold<InterestView, InterestView> {

    static final String DISCLOSED = "disclosed";

    @Override
    public ItemName name() {
        return ItemName.INTEREST;
    }

    @Override
    public Class<InterestView> view() {
        return InterestView.class;
    }

    @Override
    public Class<InterestView> brief() {
        return InterestView.class;
    }

    @Override
    public @Nullable UUID itemOf(LedgerEvent event) {
        return event instanceof InterestEvent about ? about.interest() : null;
    }

    @Override
    public InterestView brief(InterestView view) {
        return view;
    }

    @Override
    public Text title(InterestView brief) {
        return brief.text();
    }

    @Override
    public Columns columns(InterestView view) {
        return new Columns(DISCLOSED, sideOf(view), null);
    }

    @Override
    public InterestView evolve(@Nullable InterestView before, Entry entry) {
        if (!(entry.event() instanceof InterestEvent event)) {
            throw new UnreadableStatement("not about an interest");
        }
        return switch (event) {
            case InterestDisclosed e -> new InterestView(e.interest(), Provenance.of(entry), e.text());
        };
    }

    /** A mediator acts for no side. */
    private static @Nullable Side sideOf(InterestView view) {
        for (Side side : Side.values()) {
            if (side.name().equals(view.disclosed().side())) {
                return side;
            }
        }
        return null;
    }
}
