package dev.kept.subscriptions.calendar;

import dev.kept.events.Side;
import dev.kept.events.Text;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A date of an item, as a calendar shows it.
 *
 * @param occurrence which one of several; null when there is just one
 * @param minutes how long it lasts; 0 when it is a mere instant
 * @param agreed whether it ever held
 * @param word what it is, or what became of it
 * @param by the side it concerns; null when it concerns both
 * @param sequence the last entry about the item
 */
record Appointment(
        UUID ledger,
        Sort sort,
        UUID item,
        @Nullable Integer occurrence,
        Instant at,
        String zone,
        int minutes,
        Status status,
        boolean agreed,
        String word,
        @Nullable Side by,
        @Nullable Text title,
        long sequence) {

    /** What has dates. */
    enum Sort {
        COMMITMENT("commitments"),
        CHECKPOINT("checkpoints"),
        CHECK_IN("check-ins");

        private final String place;

        Sort(String place) {
            this.place = place;
        }

        /** Where its page is, below its ledger's. */
        String place() {
            return place;
        }
    }

    /** What RFC 5545 calls the same. */
    enum Status {
        TENTATIVE,
        CONFIRMED,
        CANCELLED
    }

    /** The same for every reader, and for ever. */
    String uid() {
        return occurrence == null ? item + "@kept" : item + "-" + occurrence + "@kept";
    }

    String path() {
        return "/ledgers/" + ledger + "/" + sort.place() + "/" + item;
    }
}
