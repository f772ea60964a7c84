package dev.kept.commitments.win;

import dev.kept.commitments.kernel.Issue;
import dev.kept.commitments.kernel.LedgerCommand;
import dev.kept.commitments.kernel.Rejected;
import dev.kept.commitments.win.Wins.Win;
import dev.kept.events.LedgerEvent;
import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.events.WinEvent.WinCelebrated;
import dev.kept.events.WinEvent.WinEndorsed;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What people ask for about progress worth recognising. */
public sealed interface WinCommand extends LedgerCommand<WinSlice> {

    UUID win();

    @Override
    default UUID item() {
        return win();
    }

    /**
     * The issuer's side recognises progress.
     *
     * @param about items it came from
     */
    record CelebrateWin(
            UUID ledger, UUID win, Text title, @Nullable Text text, List<UUID> about) implements WinCommand {
        public CelebrateWin {
            about = List.copyOf(about);
        }

        @Override
        public List<LedgerEvent> decide(WinSlice state, Issue issue) {
            Side by = issue.side();
            if (state.knows(win)) {
                throw Rejected.alreadyExists(win);
            }
            state.requireKnown(about);
            return List.of(new WinCelebrated(win, by, title, text, about));
        }
    }

    /** The other side joins in. */
    record EndorseWin(UUID ledger, UUID win, @Nullable Text comment) implements WinCommand {
        @Override
        public List<LedgerEvent> decide(WinSlice state, Issue issue) {
            Side side = issue.side();
            Win celebrated = state.wins().require(win);
            if (celebrated.by() == side) {
                throw Rejected.rule(
                        "only-other-side",
                        "Your side celebrates this win already; it is for the other side to endorse it.",
                        Map.of("win", win, "by", celebrated.by(), "side", side));
            }
            if (celebrated.endorsed()) {
                throw Rejected.rule("already-endorsed", "Your side has already endorsed this win.", Map.of("win", win));
            }
            return List.of(new WinEndorsed(win, comment));
        }
    }
}
