package dev.kept.projections.kinds.questions;

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
 * A mediator's question.
 *
 * @param state answered once every side that was asked did
 * @param to the side asked; null for both
 * @param about items it is about
 * @param waiting which side it waits for
 * @param lastSequence the last entry about it
 */
public record QuestionView(
        UUID question,
        QuestionState state,
        @Nullable Side to,
        Text text,
        List<UUID> about,
        Provenance asked,
        List<SideAnswer> answers,
        List<Turn> waiting,
        long lastSequence) {

    public QuestionView {
        about = List.copyOf(about);
        answers = List.copyOf(answers);
        waiting = List.copyOf(waiting);
    }

    /** Where a question stands. */
    public enum QuestionState {
        OPEN,
        ANSWERED;

        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What a side answered. */
    public record SideAnswer(Side by, Provenance answered, Text text) {}
}
