package dev.kept.projections.readmodels;

import dev.kept.events.Due;
import dev.kept.events.Text;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one ledger asks of its reader.
 *
 * @param waiting what is the reader's turn
 * @param owed the next due of each commitment of the reader's side
 * @param ahead the next date of what both sides keep together; nothing for a mediator
 */
public record Agenda(UUID ledger, List<WaitingItem> waiting, List<Owed> owed, List<Ahead> ahead) {

    public Agenda {
        waiting = List.copyOf(waiting);
        owed = List.copyOf(owed);
        ahead = List.copyOf(ahead);
    }

    /**
     * Something that is the reader's turn.
     *
     * @param what as the overview names it, such as {@code answer-request}
     * @param kind of the item it is about; {@code mediator}; {@code ledger}
     * @param item null for the ledger as a whole
     * @param occurrence of a recurring commitment
     * @param part of the item to answer, such as a proposal of terms
     * @param since the entry that made it the reader's turn
     * @param until the due or the end of the time to answer, where there is one
     * @param due the same with its zone and its day, where it is a date that somebody gave
     */
    public record WaitingItem(
            String what,
            String kind,
            @Nullable UUID item,
            @Nullable Text title,
            @Nullable Integer occurrence,
            @Nullable UUID part,
            @Nullable Long since,
            @Nullable Instant sinceWhen,
            @Nullable Instant until,
            @Nullable Due due) {}

    /** @param occurrence of a recurring commitment */
    public record Owed(
            UUID commitment, Text title, @Nullable Integer occurrence, Due due) {}

    /**
     * A date that both sides keep.
     *
     * @param kind {@code checkpoint} or {@code check-in}
     * @param occurrence of a series
     * @param reviewedDecision the decision whose review it is; null when it is none
     */
    public record Ahead(
            String kind,
            UUID item,
            @Nullable Text title,
            @Nullable Integer occurrence,
            Due due,
            @Nullable UUID reviewedDecision) {}
}
