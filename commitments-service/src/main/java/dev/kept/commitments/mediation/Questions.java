package dev.kept.commitments.mediation;

import dev.kept.commitments.kernel.Rejected;
import dev.kept.events.QuestionEvent;
import dev.kept.events.QuestionEvent.QuestionAnswered;
import dev.kept.events.QuestionEvent.QuestionAsked;
import dev.kept.events.Side;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/**
 * Every question a mediator asked.
 *
 * @param all by id
 */
public record Questions(PMap<UUID, Question> all) {

    public static final Questions NONE = new Questions(HashTreePMap.empty());

    /**
     * A question and who answered it.
     *
     * @param to the side asked; null for both
     * @param answered the sides that did
     */
    record Question(@Nullable Side to, PVector<Side> answered) {}

    Question require(UUID id) {
        Question question = all.get(id);
        if (question == null) {
            throw Rejected.unknown(
                    "question-not-found", "There is no such question in this ledger.", Map.of("question", id));
        }
        return question;
    }

    public Questions evolve(QuestionEvent event) {
        UUID id = event.question();
        return switch (event) {
            case QuestionAsked it -> with(id, new Question(it.to(), TreePVector.empty()));
            case QuestionAnswered it -> {
                Question question = all.get(id);
                if (question == null) {
                    throw new IllegalStateException("the history answers a question that nobody asked");
                }
                yield with(id, new Question(question.to(), question.answered().plus(it.by())));
            }
        };
    }

    private Questions with(UUID id, Question question) {
        return new Questions(all.plus(id, question));
    }
}
