package dev.kept.projections.views.document;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.kept.events.Due;
import dev.kept.events.Text;
import dev.kept.projections.kinds.charter.CharterChanges;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What changed from one point of a ledger to a later one.
 *
 * @param since the last entry before
 * @param recorded when that was recorded
 * @param entryCount how many entries came after it, whatever they are about
 * @param itemCount how many items they are about
 * @param items in the order of their first entry after that point; at most as many as were asked for
 */
record DocumentChanges(long since, Instant recorded, long entryCount, int itemCount, List<ChangedItem> items) {

    /**
     * An item of which entries were recorded in between.
     *
     * @param kind charter, concern, decision, commitment, checkpoint, win, lesson, mediator or member
     * @param title what it is called now; absent where it has no name
     * @param from its state before; with {@code to} present when it is another one now. Of a charter, {@code clauses} says it
     * @param date of it now: of a checkpoint, of a decision's next review, of a commitment that does not recur; absent where it has none
     * @param due when its date is another one now; of a recurring commitment, see {@code occurrences}
     * @param texts that are worded anew
     * @param occurrences of a recurring commitment: those of which state or due are another now
     * @param clauses of the charter, from the version then in force to the one now in force
     * @param replacedBy the decision that took its place
     * @param entries about it, in between
     */
    record ChangedItem(
            String kind,
            UUID item,
            @Nullable Text title,
            ChangedHow what,
            @Nullable String from,
            @Nullable String to,
            @Nullable Due date,
            @Nullable DueChange due,
            List<TextChange> texts,
            List<OccurrenceChange> occurrences,
            @Nullable CharterChanges clauses,
            @Nullable UUID replacedBy,
            List<Long> entries) {}

    /** What became of an item. */
    enum ChangedHow {
        /** It came about in between; {@code to} is its state now. */
        NEW,
        CHANGED,
        /** Something was recorded about it, and all that is compared here is as before. */
        NOTED;

        @JsonValue
        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    record DueChange(Due from, Due to) {}

    /** @param from absent when there was no such text; as {@code to} when there is none any more */
    record TextChange(
            String field, @Nullable Text from, @Nullable Text to) {}

    record OccurrenceChange(
            int occurrence,
            String from,
            String to,
            @Nullable DueChange due) {}
}
