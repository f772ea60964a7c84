package dev.kept.projections.store.kind;

import dev.kept.events.Side;
import dev.kept.events.Text;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The dates of an item. Of a series each one by itself: that stays right when one of them is moved, missed or left out. */
@FunctionalInterface
public interface ItemDates<B> {

    List<ItemDate> of(B brief);

    /**
     * A date of an item.
     *
     * @param occurrence which one of several; null when there is just one
     * @param minutes how long it lasts; 0 when it is a mere instant
     * @param agreed whether it ever held
     * @param state what became of it, as the words for it are called
     * @param by the side it concerns; null when it concerns both
     * @param sequence the last entry about the item
     */
    record ItemDate(
            UUID item,
            @Nullable Integer occurrence,
            Instant at,
            String zone,
            int minutes,
            Status status,
            boolean agreed,
            String state,
            @Nullable Side by,
            @Nullable Text title,
            long sequence) {}

    /** Whether a date takes place. */
    enum Status {
        TENTATIVE,
        CONFIRMED,
        CANCELLED
    }
}
