package dev.kept.commitments.win;

import dev.kept.commitments.kernel.Rejected;
import dev.kept.events.Side;
import dev.kept.events.WinEvent;
import dev.kept.events.WinEvent.WinCelebrated;
import dev.kept.events.WinEvent.WinEndorsed;
import java.util.Map;
import java.util.UUID;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * Every win of a ledger.
 *
 * @param all by id
 */
public record Wins(PMap<UUID, Win> all) {

    public static final Wins NONE = new Wins(HashTreePMap.empty());

    /**
     * Progress that a side recognised.
     *
     * @param by that side
     * @param endorsed the other side joined in
     */
    record Win(Side by, boolean endorsed) {}

    Win require(UUID id) {
        Win win = all.get(id);
        if (win == null) {
            throw Rejected.unknown("win-not-found", "There is no such win in this ledger.", Map.of("win", id));
        }
        return win;
    }

    public Wins evolve(WinEvent event) {
        UUID id = event.win();
        return switch (event) {
            case WinCelebrated it -> new Wins(all.plus(id, new Win(it.by(), false)));
            case WinEndorsed ignored ->
                new Wins(all.plus(id, new Win(recorded(id).by(), true)));
        };
    }

    private Win recorded(UUID id) {
        Win win = all.get(id);
        if (win == null) {
            throw new IllegalStateException("the history endorses a win that it does not hold");
        }
        return win;
    }
}
