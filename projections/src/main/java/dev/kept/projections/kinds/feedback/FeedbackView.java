package dev.kept.projections.kinds.feedback;

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
 * Feedback that a side asked for.
 *
 * @param by the side that asked
 * @param about items it asked about
 * @param given what the other side said; null while it has not
 * @param actions what the side that asked did about it
 * @param waiting the other side, until it is given; then the side that asked, until it acts
 * @param lastSequence the last entry about it; its ETag
 */
public record FeedbackView(
        UUID feedback,
        Side by,
        FeedbackState state,
        Text question,
        List<UUID> about,
        Provenance asked,
        @Nullable GivenFeedback given,
        List<FeedbackAction> actions,
        List<Turn> waiting,
        long lastSequence) {

    public FeedbackView {
        about = List.copyOf(about);
        actions = List.copyOf(actions);
        waiting = List.copyOf(waiting);
    }

    /** How far it is. On the wire in lower case with hyphens, e.g. {@code acted-upon}. */
    public enum FeedbackState {
        ASKED,
        GIVEN,
        ACTED_UPON;

        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public record GivenFeedback(Provenance given, Text text) {}

    /**
     * What was done about it.
     *
     * @param links items that show it
     */
    public record FeedbackAction(Provenance acted, Text text, List<UUID> links) {
        public FeedbackAction {
            links = List.copyOf(links);
        }
    }
}
