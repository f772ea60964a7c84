package dev.kept.commitments.win;

import static dev.kept.commitments.aggregate.LedgerFixture.ANN;
import static dev.kept.commitments.aggregate.LedgerFixture.BEN;
import static dev.kept.commitments.aggregate.LedgerFixture.EVE;
import static dev.kept.commitments.aggregate.LedgerFixture.LEDGER;
import static dev.kept.commitments.aggregate.LedgerFixture.MIA;
import static dev.kept.commitments.aggregate.LedgerFixture.joined;
import static dev.kept.commitments.aggregate.LedgerFixture.mediated;

import dev.kept.commitments.win.WinCommand.CelebrateWin;
import dev.kept.commitments.win.WinCommand.EndorseWin;
import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.events.WinEvent.WinCelebrated;
import dev.kept.events.WinEvent.WinEndorsed;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WinTest {

    private static final UUID WIN = new UUID(30, 1);
    private static final UUID ANOTHER = new UUID(30, 2);
    private static final Text WORDS = Text.of("words");
    private static final CelebrateWin CELEBRATE = new CelebrateWin(LEDGER, WIN, WORDS, null, List.of());
    private static final EndorseWin ENDORSE = new EndorseWin(LEDGER, WIN, WORDS);

    @Test
    void is_celebrated_by_either_side() {
        joined().when(ANN, CELEBRATE).records(new WinCelebrated(WIN, Side.A, WORDS, null, List.of()));
        joined().when(BEN, CELEBRATE).records(new WinCelebrated(WIN, Side.B, WORDS, null, List.of()));
    }

    @Test
    void is_about_what_is_in_the_ledger() {
        joined().given(ANN, CELEBRATE)
                .when(BEN, new CelebrateWin(LEDGER, ANOTHER, WORDS, WORDS, List.of(WIN)))
                .records(new WinCelebrated(ANOTHER, Side.B, WORDS, WORDS, List.of(WIN)));
        joined().when(BEN, new CelebrateWin(LEDGER, WIN, WORDS, WORDS, List.of(ANOTHER)))
                .refused("linked-item-not-found");
    }

    @Test
    void is_celebrated_once() {
        joined().given(ANN, CELEBRATE).when(BEN, CELEBRATE).refused("already-exists");
    }

    @Test
    void is_endorsed_by_the_other_side_once() {
        joined().given(ANN, CELEBRATE).when(BEN, ENDORSE).records(new WinEndorsed(WIN, WORDS));
        joined().given(ANN, CELEBRATE).given(BEN, ENDORSE).when(BEN, ENDORSE).refused("already-endorsed");
    }

    @Test
    void is_not_endorsed_by_the_side_that_celebrates_it() {
        joined().given(ANN, CELEBRATE).when(ANN, ENDORSE).refused("only-other-side");
    }

    @Test
    void that_nobody_celebrated_is_not_found() {
        joined().when(BEN, ENDORSE).unknown("win-not-found");
    }

    @Test
    void is_the_parties_alone() {
        mediated().when(MIA, CELEBRATE).refused("not-a-party");
        mediated().given(ANN, CELEBRATE).when(MIA, ENDORSE).refused("not-a-party");
        joined().when(EVE, CELEBRATE).unknown("ledger-not-found");
    }
}
