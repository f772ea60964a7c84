package dev.kept.projections.kinds.erasure;

import dev.kept.events.Entry;
import dev.kept.events.ErasureEvent;
import dev.kept.events.ErasureEvent.ErasureDeclined;
import dev.kept.events.ErasureEvent.ErasureProposed;
import dev.kept.events.ErasureEvent.TextErased;
import dev.kept.events.ItemName;
import dev.kept.events.LedgerEvent;
import dev.kept.events.Text;
import dev.kept.events.UnreadableStatement;
import dev.kept.projections.kinds.erasure.ErasureView.State;
import dev.kept.projections.store.fold.ItemFold;
import dev.kept.projections.store.fold.Provenance;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How an erasure's view follows from the entries about it. */
public final class ErasureFold implements ItemFold<ErasureView, ErasureView> {

    @Override
    public ItemName name() {
        return ItemName.ERASURE;
    }

    @Override
    public Class<ErasureView> view() {
        return ErasureView.class;
    }

    @Override
    public Class<ErasureView> brief() {
        return ErasureView.class;
    }

    @Override
    public @Nullable UUID itemOf(LedgerEvent event) {
        return event instanceof ErasureEvent erasure ? idOf(erasure) : null;
    }

    /** An erasure's entries are about the item that loses texts. */
    @Override
    public boolean isSubject() {
        return false;
    }

    private static UUID idOf(ErasureEvent event) {
        return switch (event) {
            case ErasureProposed it -> it.erasure();
            case ErasureDeclined it -> it.erasure();
            case TextErased it -> it.erasure();
        };
    }

    @Override
    public ErasureView evolve(@Nullable ErasureView before, Entry entry) {
        if (!(entry.event() instanceof ErasureEvent event)) {
            throw new IllegalArgumentException("an entry that is about no erasure");
        }
        Provenance here = Provenance.of(entry);
        return switch (event) {
            case ErasureProposed it ->
                new ErasureView(
                        it.erasure(),
                        State.PROPOSED,
                        it.place().sequence(),
                        it.item(),
                        it.place().fields(),
                        null,
                        it.by(),
                        it.by().other(),
                        it.reason(),
                        null,
                        here,
                        null);
            case ErasureDeclined it -> declined(before, it, here);
            case TextErased it ->
                new ErasureView(
                        it.erasure(),
                        State.ERASED,
                        it.place().sequence(),
                        it.item(),
                        it.place().fields(),
                        it.ground(),
                        before == null ? null : before.proposedBy(),
                        null,
                        before == null ? it.reason() : before.reason(),
                        null,
                        before == null ? null : before.proposed(),
                        here);
        };
    }

    private static ErasureView declined(@Nullable ErasureView before, ErasureDeclined event, Provenance here) {
        if (before == null) {
            throw new UnreadableStatement("an erasure is declined that nobody proposed");
        }
        return new ErasureView(
                before.erasure(),
                State.DECLINED,
                before.entry(),
                before.item(),
                before.fields(),
                null,
                before.proposedBy(),
                null,
                before.reason(),
                event.reason(),
                before.proposed(),
                here);
    }

    @Override
    public ErasureView brief(ErasureView view) {
        return view;
    }

    @Override
    public @Nullable Text title(ErasureView brief) {
        return null;
    }

    @Override
    public Columns columns(ErasureView view) {
        return new Columns(view.state().wireName(), view.proposedBy(), null);
    }
}
