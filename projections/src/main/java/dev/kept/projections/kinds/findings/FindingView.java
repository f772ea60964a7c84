package dev.kept.projections.kinds.findings;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.kept.events.Evidence;
import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.projections.store.fold.Provenance;
import dev.kept.projections.store.fold.Turn;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A mediator's finding.
 *
 * @param on the disputed delivery it is on; null when it is on a pattern
 * @param about items it rests on
 * @param words what the sides said to it, in order; a side may accept after it declined
 * @param acceptedBy the sides that accept it
 * @param resolved by which entry it resolved the dispute it is on; null while it did not
 * @param waiting the sides that have said nothing to it yet
 * @param lastSequence the last entry about it
 * @param evidence what else it rests on
 */
public record FindingView(
        UUID finding,
        FindingState state,
        Text text,
        @Nullable FindingOn on,
        List<UUID> about,
        Provenance recorded,
        List<FindingWord> words,
        List<Side> acceptedBy,
        @Nullable Provenance resolved,
        List<Turn> waiting,
        long lastSequence,
        List<Evidence> evidence) {

    public FindingView {
        about = List.copyOf(about);
        words = List.copyOf(words);
        acceptedBy = List.copyOf(acceptedBy);
        waiting = List.copyOf(waiting);
        // Absent in what earlier versions stored.
        evidence = evidence == null ? List.of() : List.copyOf(evidence);
    }

    /** Where a finding stands. */
    public enum FindingState {
        /** A side has said nothing to it yet, and none declined it. */
        OPEN,
        /** Both sides accept it. */
        ACCEPTED,
        /** A side declined it, and has not come round. */
        DECLINED;

        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A disputed delivery and what the mediator finds.
     *
     * @param kept whether the delivery should count, by the time it was made
     */
    public record FindingOn(UUID commitment, int occurrence, boolean kept) {}

    /**
     * What a side said to it.
     *
     * @param reason why it was declined
     */
    public record FindingWord(
            Side by,
            boolean accepted,
            Provenance said,
            @Nullable Text reason) {}
}
