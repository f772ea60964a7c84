package dev.kept.projections.views.overview;

import dev.kept.events.Due;
import dev.kept.events.Text;
import dev.kept.projections.store.fold.Turn;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An item of any kind but a commitment, as far as somebody's desk goes.
 *
 * @param kind as views are stored under
 * @param title what it is called; null when it has no words of its own
 * @param of the decision whose review it is, and which lends it its title; null when it stands for itself
 * @param turns what is whose turn about it
 * @param next its next date; null when none is set
 * @param until the date at which its turns end that end; null when that is no date which somebody gave
 * @param escalated brought to the mediator, and not settled
 */
record Matter(
        String kind,
        UUID item,
        @Nullable Text title,
        @Nullable UUID of,
        List<Turn> turns,
        @Nullable Next next,
        @Nullable Due until,
        boolean escalated) {

    Matter {
        turns = List.copyOf(turns);
    }

    /**
     * A date that both sides keep.
     *
     * @param occurrence of a series; null when it is no series
     */
    record Next(Due due, @Nullable Integer occurrence) {}
}
