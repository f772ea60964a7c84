package dev.kept.commitments.mediation;

import dev.kept.commitments.kernel.Issue;
import dev.kept.commitments.kernel.LedgerCommand;
import dev.kept.commitments.kernel.Rejected;
import dev.kept.commitments.mediation.Questions.Question;
import dev.kept.events.Actor;
import dev.kept.events.LedgerEvent;
import dev.kept.events.QuestionEvent.QuestionAnswered;
import dev.kept.events.QuestionEvent.QuestionAsked;
import dev.kept.events.Side;
import dev.kept.events.Text;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a mediator asks the sides, and what they answer. */
public sealed interface QuestionCommand extends LedgerCommand<QuestionSlice> {

    UUID question();

    @Override
    default UUID item() {
        return question();
    }

    /**
     * A mediator asks.
     *
     * @param to the side asked; null for both
     * @param about items it is about
     */
    record AskQuestion(UUID ledger, UUID question, @Nullable Side to, Text text, List<UUID> about)
            implements QuestionCommand {
        public AskQuestion {
            about = List.copyOf(about);
        }

        @Override
        public Optional<Actor> issuer(QuestionSlice state, @Nullable UUID person) {
            return Mediators.issuer(state, person);
        }

        @Override
        public List<LedgerEvent> decide(QuestionSlice state, Issue issue) {
            if (state.knows(question)) {
                throw Rejected.alreadyExists(question);
            }
            state.requireKnown(about);
            return List.of(new QuestionAsked(question, to, text, about));
        }
    }

    /** A side that was asked answers, once. */
    record AnswerQuestion(UUID ledger, UUID question, Text text) implements QuestionCommand {
        @Override
        public List<LedgerEvent> decide(QuestionSlice state, Issue issue) {
            Side side = issue.side();
            Question asked = state.questions().require(question);
            if (asked.to() == side.other()) {
                throw Rejected.rule(
                        "not-asked",
                        "This question was put to the other side.",
                        Map.of("question", question, "to", asked.to()));
            }
            if (asked.answered().contains(side)) {
                throw Rejected.rule(
                        "already-answered", "Your side has already answered this.", Map.of("question", question));
            }
            return List.of(new QuestionAnswered(question, side, text));
        }
    }
}
