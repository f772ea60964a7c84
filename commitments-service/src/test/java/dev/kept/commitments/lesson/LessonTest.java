package dev.kept.commitments.lesson;

import static dev.kept.commitments.aggregate.LedgerFixture.ANN;
import static dev.kept.commitments.aggregate.LedgerFixture.BEN;
import static dev.kept.commitments.aggregate.LedgerFixture.EVE;
import static dev.kept.commitments.aggregate.LedgerFixture.LEDGER;
import static dev.kept.commitments.aggregate.LedgerFixture.MIA;
import static dev.kept.commitments.aggregate.LedgerFixture.joined;
import static dev.kept.commitments.aggregate.LedgerFixture.mediated;

import dev.kept.events.LessonEvent.LessonRecorded;
import dev.kept.events.Side;
import dev.kept.events.Text;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LessonTest {

    private static final UUID LESSON = new UUID(31, 1);
    private static final UUID ANOTHER = new UUID(31, 2);
    private static final Text WORDS = Text.of("words");
    private static final RecordLesson RECORD = new RecordLesson(LEDGER, LESSON, WORDS, WORDS, List.of());

    @Test
    void is_recorded_by_either_side() {
        joined().when(ANN, RECORD).records(new LessonRecorded(LESSON, Side.A, WORDS, WORDS, List.of()));
        joined().when(BEN, RECORD).records(new LessonRecorded(LESSON, Side.B, WORDS, WORDS, List.of()));
    }

    @Test
    void was_learned_from_what_is_in_the_ledger() {
        joined().given(ANN, RECORD)
                .when(BEN, new RecordLesson(LEDGER, ANOTHER, WORDS, WORDS, List.of(LESSON)))
                .records(new LessonRecorded(ANOTHER, Side.B, WORDS, WORDS, List.of(LESSON)));
        joined().when(BEN, new RecordLesson(LEDGER, ANOTHER, WORDS, WORDS, List.of(LESSON)))
                .refused("linked-item-not-found");
    }

    @Test
    void is_recorded_once() {
        joined().given(ANN, RECORD).when(ANN, RECORD).refused("already-exists");
    }

    @Test
    void is_the_parties_alone() {
        mediated().when(MIA, RECORD).refused("not-a-party");
        joined().when(EVE, RECORD).unknown("ledger-not-found");
    }
}
