package dev.kept.commitments.feedback;

import static dev.kept.commitments.aggregate.LedgerFixture.ANN;
import static dev.kept.commitments.aggregate.LedgerFixture.BEN;
import static dev.kept.commitments.aggregate.LedgerFixture.EVE;
import static dev.kept.commitments.aggregate.LedgerFixture.LEDGER;
import static dev.kept.commitments.aggregate.LedgerFixture.MIA;
import static dev.kept.commitments.aggregate.LedgerFixture.joined;
import static dev.kept.commitments.aggregate.LedgerFixture.mediated;

import dev.kept.commitments.aggregate.LedgerFixture;
import dev.kept.commitments.feedback.FeedbackCommand.ActOnFeedback;
import dev.kept.commitments.feedback.FeedbackCommand.AskFeedback;
import dev.kept.commitments.feedback.FeedbackCommand.GiveFeedback;
import dev.kept.commitments.lesson.RecordLesson;
import dev.kept.events.FeedbackEvent.FeedbackActedUpon;
import dev.kept.events.FeedbackEvent.FeedbackAsked;
import dev.kept.events.FeedbackEvent.FeedbackGiven;
import dev.kept.events.Side;
import dev.kept.events.Text;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Ann's side asks. */
class FeedbackTest {

    private static final UUID FEEDBACK = new UUID(32, 1);
    private static final UUID LESSON = new UUID(31, 1);
    private static final UUID NOWHERE = new UUID(99, 9);
    private static final Text WORDS = Text.of("words");
    private static final AskFeedback ASK = new AskFeedback(LEDGER, FEEDBACK, WORDS, List.of());
    private static final GiveFeedback GIVE = new GiveFeedback(LEDGER, FEEDBACK, WORDS);
    private static final RecordLesson LEARN = new RecordLesson(LEDGER, LESSON, WORDS, WORDS, List.of());

    private static ActOnFeedback act(UUID... links) {
        return new ActOnFeedback(LEDGER, FEEDBACK, WORDS, List.of(links));
    }

    private static LedgerFixture asked() {
        return joined().given(ANN, LEARN, ASK);
    }

    private static LedgerFixture given() {
        return asked().given(BEN, GIVE);
    }

    @Test
    void is_asked_for_by_either_side() {
        joined().when(ANN, ASK).records(new FeedbackAsked(FEEDBACK, Side.A, WORDS, List.of()));
        joined().when(BEN, ASK).records(new FeedbackAsked(FEEDBACK, Side.B, WORDS, List.of()));
        asked().when(BEN, ASK).refused("already-exists");
        joined().when(BEN, new AskFeedback(LEDGER, FEEDBACK, WORDS, List.of(NOWHERE)))
                .refused("linked-item-not-found");
    }

    @Test
    void is_given_by_the_other_side_once() {
        asked().when(BEN, GIVE).records(new FeedbackGiven(FEEDBACK, WORDS));
        given().when(BEN, GIVE).refused("already-given");
        asked().when(ANN, GIVE).refused("only-other-side");
    }

    @Test
    void once_given_is_acted_upon_by_the_side_that_asked() {
        given().when(ANN, act(LESSON)).records(new FeedbackActedUpon(FEEDBACK, WORDS, List.of(LESSON)));
        given().when(BEN, act(LESSON)).refused("only-asking-side");
        asked().when(ANN, act(LESSON)).refused("not-given-yet");
    }

    @Test
    void is_acted_upon_as_often_as_there_is_something_to_show() {
        given().given(ANN, act(LESSON))
                .when(ANN, act(LESSON, FEEDBACK))
                .records(new FeedbackActedUpon(FEEDBACK, WORDS, List.of(LESSON, FEEDBACK)));
    }

    @Test
    void is_acted_upon_by_something_that_is_in_the_ledger() {
        given().when(ANN, act()).refused("link-missing");
        given().when(ANN, act(LESSON, NOWHERE)).refused("linked-item-not-found");
    }

    @Test
    void that_nobody_asked_for_is_not_found() {
        joined().when(BEN, GIVE).unknown("feedback-not-found");
        joined().when(BEN, act(FEEDBACK)).unknown("feedback-not-found");
    }

    @Test
    void is_the_parties_alone() {
        mediated().when(MIA, ASK).refused("not-a-party");
        mediated().given(ANN, ASK).when(MIA, GIVE).refused("not-a-party");
        joined().when(EVE, ASK).unknown("ledger-not-found");
    }
}
