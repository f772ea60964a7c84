package dev.kept.projections.kinds.wins;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.projections.store.fold.Provenance;
import dev.kept.projections.store.fold.Turn;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Progress worth recognising.
 *
 * @param by the side that recognised it
 * @param about items it came from
 * @param endorsed how the other side joined in; null while it has not
 * @param waiting the other side, until it joins in
 * @param lastSequence the last entry about it; its ETag
 */
public record WinView(
        UUID win,
        Side by,
        WinState state,
        Text title,
        @Nullable Text text,
        List<UUID> about,
        Provenance celebrated,
        @Nullable WinEndorsement endorsed,
        List<Turn> waiting,
        long lastSequence) {

    public WinView {
        about = List.copyOf(about);
        waiting = List.copyOf(waiting);
    }

    /** Whether it is shared. On the wire in lower case. */
    public enum WinState {
        CELEBRATED,
        ENDORSED;

        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public record WinEndorsement(
            Provenance endorsed, @Nullable Text comment) {}
}
