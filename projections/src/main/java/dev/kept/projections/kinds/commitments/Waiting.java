package dev.kept.projections.kinds.commitments;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.kept.events.Side;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that is a side's turn.
 *
 * @param side whose turn it is
 * @param occurrence null when it is the commitment as a whole
 * @param proposal the proposal to answer, where that is what is awaited
 * @param since the entry that made it this side's turn
 * @param sinceWhen when that entry was recorded
 * @param until when it is due, or when the confirmation window ends
 */
public record Waiting(
        What what,
        Side side,
        @Nullable Integer occurrence,
        @Nullable UUID proposal,
        long since,
        Instant sinceWhen,
        @Nullable Instant until) {

    /** What a side can be waited for. */
    public enum What {
        /** The terms last put forward, to accept, decline or counter. */
        ANSWER_REQUEST,
        /** A proposal of other terms, to accept, decline or counter. */
        ANSWER_TERMS,
        /** A delivery, to confirm or dispute. */
        CONFIRM_DELIVERY,
        /** A dispute: the promisor may deliver again, the promisee withdraw it, both accept a finding. It waits for both. */
        SETTLE_DISPUTE,
        /** What is due next. Of a recurring commitment, its next open occurrence only. */
        DELIVER,
        /** A missed due, to be made good. */
        DELIVER_LATE,
        /** A missed due for which the promisor gave no reason yet. */
        GIVE_REASON;

        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
