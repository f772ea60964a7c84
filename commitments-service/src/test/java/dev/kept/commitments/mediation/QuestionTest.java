package dev.kept.commitments.mediation;

import static dev.kept.commitments.aggregate.LedgerFixture.ANN;
import static dev.kept.commitments.aggregate.LedgerFixture.BEN;
import static dev.kept.commitments.aggregate.LedgerFixture.EVE;
import static dev.kept.commitments.aggregate.LedgerFixture.LEDGER;
import static dev.kept.commitments.aggregate.LedgerFixture.MEDIATION;
import static dev.kept.commitments.aggregate.LedgerFixture.MIA;
import static dev.kept.commitments.aggregate.LedgerFixture.mediated;

import dev.kept.commitments.aggregate.LedgerFixture;
import dev.kept.commitments.kernel.EntryMetaData;
import dev.kept.commitments.mediation.MediationCommand.StandDown;
import dev.kept.commitments.mediation.QuestionCommand.AnswerQuestion;
import dev.kept.commitments.mediation.QuestionCommand.AskQuestion;
import dev.kept.events.Actor;
import dev.kept.events.QuestionEvent.QuestionAnswered;
import dev.kept.events.QuestionEvent.QuestionAsked;
import dev.kept.events.Side;
import dev.kept.events.Text;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class QuestionTest {
    private static final UUID QUESTION = new UUID(30, 1);
    private static final Text WHY = Text.of("What did you expect to find?");
    private static final Text ANSWER = Text.of("The numbers of March.");
    private static final AnswerQuestion REPLY = new AnswerQuestion(LEDGER, QUESTION, ANSWER);

    private static AskQuestion ask(@Nullable Side to) {
        return new AskQuestion(LEDGER, QUESTION, to, WHY, List.of());
    }

    @Test
    void the_mediator_alone_asks() {
        mediated()
                .when(MIA, ask(null))
                .records(new QuestionAsked(QUESTION, null, WHY, List.of()))
                .marksEach(EntryMetaData.ACTOR, new Actor.Mediator(MIA));
        mediated().when(ANN, ask(null)).refused("only-mediator");
        mediated().when(EVE, ask(null)).unknown("ledger-not-found");
        mediated()
                .given(MIA, new StandDown(LEDGER, MEDIATION, null))
                .when(MIA, ask(null))
                .unknown("ledger-not-found");
    }

    @Test
    void a_question_is_asked_once_and_about_what_is_there() {
        mediated().given(MIA, ask(null)).when(MIA, ask(Side.A)).refused("already-exists");
        mediated()
                .when(MIA, new AskQuestion(LEDGER, QUESTION, null, WHY, List.of(MEDIATION)))
                .records(new QuestionAsked(QUESTION, null, WHY, List.of(MEDIATION)));
        mediated()
                .when(MIA, new AskQuestion(LEDGER, QUESTION, null, WHY, List.of(QUESTION)))
                .refused("linked-item-not-found");
    }

    @Nested
    class asked_of_both {
        private LedgerFixture asked() {
            return mediated().given(MIA, ask(null));
        }

        @Test
        void is_answered_by_each_side_once() {
            asked().when(ANN, REPLY).records(new QuestionAnswered(QUESTION, Side.A, ANSWER));
            asked().given(ANN, REPLY).when(BEN, REPLY).records(new QuestionAnswered(QUESTION, Side.B, ANSWER));
            asked().given(ANN, REPLY).when(ANN, REPLY).refused("already-answered");
        }

        @Test
        void is_the_sides_to_answer() {
            asked().when(MIA, REPLY).refused("not-a-party");
            asked().when(EVE, REPLY).unknown("ledger-not-found");
        }
    }

    @Nested
    class asked_of_one_side {
        @Test
        void is_answered_by_that_side() {
            LedgerFixture asked = mediated().given(MIA, ask(Side.B));

            asked.when(ANN, REPLY).refused("not-asked");
            asked.when(BEN, REPLY).records(new QuestionAnswered(QUESTION, Side.B, ANSWER));
        }
    }

    @Test
    void what_nobody_asked_is_not_found() {
        mediated().when(ANN, REPLY).unknown("question-not-found");
    }
}
