package dev.kept.projections.readmodels.dates;

import dev.kept.events.ItemName;
import dev.kept.events.Side;
import dev.kept.events.Text;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A date of an item, such as the due of a commitment, a checkpoint, or one check-in of a series.
 *
 * @param occurrence which one of several; null when there is just one
 * @param minutes how long it lasts; 0 when it is a mere instant
 * @param certainty whether it takes place
 * @param agreed whether it ever held
 * @param by the side it concerns; null when it concerns both
 * @param sequence the last entry about the item
 */
public record ItemDate(
        UUID ledger,
        ItemName kind,
        UUID item,
        @Nullable Integer occurrence,
        Instant at,
        String zone,
        int minutes,
        State state,
        Certainty certainty,
        boolean agreed,
        @Nullable Side by,
        @Nullable Text title,
        long sequence) {

    /** What became of it. */
    public enum State {
        REQUESTED,
        DECLINED,
        DUE,
        AWAITING_CONFIRMATION,
        DISPUTED,
        KEPT,
        KEPT_LATE,
        EXCUSED,
        RELEASED,
        WITHDRAWN,
        PLANNED,
        HELD,
        HELD_LATE,
        MISSED,
        CANCELLED
    }

    /** What RFC 5545 calls the status of an event. */
    public enum Certainty {
        TENTATIVE,
        CONFIRMED,
        CANCELLED
    }
}
