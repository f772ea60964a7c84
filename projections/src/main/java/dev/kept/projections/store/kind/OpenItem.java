package dev.kept.projections.store.kind;

import dev.kept.events.Due;
import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.projections.store.fold.Turn;
import dev.kept.projections.store.fold.WaitingKind;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What waits about an item, and what is ahead.
 *
 * @param title what it is called; null when it has no words of its own
 * @param of the decision whose review it is, and which lends it its title; null when it stands for itself
 * @param ahead its next date that both sides keep; null when none is set
 * @param owed the due that one side owes the other next; null when there is none
 */
public record OpenItem(
        UUID item,
        @Nullable Text title,
        @Nullable UUID of,
        List<Wait> waits,
        @Nullable Ahead ahead,
        @Nullable Owed owed) {

    public OpenItem {
        waits = List.copyOf(waits);
    }

    /** Waits, and has no date ahead. */
    public static OpenItem waiting(UUID item, @Nullable Text title, List<Turn> turns) {
        return new OpenItem(item, title, null, Wait.of(turns, null), null, null);
    }

    /**
     * Something that waits.
     *
     * @param side whose turn it is; null for the mediator
     * @param occurrence of what recurs
     * @param part the part of the item to answer
     * @param since the entry that made it the turn of whoever is waited for
     * @param until when it ends, where it does
     * @param due the same, where it is a date that somebody gave
     */
    public record Wait(
            WaitingKind what,
            @Nullable Side side,
            @Nullable Integer occurrence,
            @Nullable UUID part,
            @Nullable Long since,
            @Nullable Instant sinceWhen,
            @Nullable Instant until,
            @Nullable Due due) {

        /** @param end the date at which turns that end do so; null when that is no date which somebody gave */
        public static List<Wait> of(List<Turn> turns, @Nullable Due end) {
            return turns.stream().map(turn -> of(turn, end)).toList();
        }

        private static Wait of(Turn turn, @Nullable Due end) {
            return new Wait(
                    turn.what(),
                    turn.side(),
                    null,
                    turn.part(),
                    turn.since(),
                    turn.sinceWhen(),
                    turn.until(),
                    end != null && end.at().equals(turn.until()) ? end : null);
        }

        /** For the mediator, who is told no end. */
        public static Wait forMediator(WaitingKind what) {
            return new Wait(what, null, null, null, null, null, null, null);
        }
    }

    /** @param occurrence of a series; null when it is no series */
    public record Ahead(Due due, @Nullable Integer occurrence) {}

    /**
     * What is due next.
     *
     * @param by the side that owes it
     * @param occurrence of what recurs
     * @param progress percent, as last reported
     */
    public record Owed(
            Side by,
            @Nullable Integer occurrence,
            Due due,
            @Nullable Integer progress,
            boolean atRisk) {}
}
