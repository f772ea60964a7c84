package dev.kept.projections.views.overview;

import dev.kept.events.Side;
import dev.kept.projections.store.reading.LedgerReading;
import dev.kept.projections.store.reading.Ledgers;
import dev.kept.projections.views.overview.OpenItems.Open;
import dev.kept.projections.views.overview.OverviewAnswer.AheadItem;
import dev.kept.projections.views.overview.OverviewAnswer.DueItem;
import dev.kept.projections.views.overview.OverviewAnswer.WaitingItem;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the overview puts on somebody's desks, for packages that tell people about it. Reads what is open, not what is over. */
public final class Desks {

    private Desks() {}

    /**
     * What one ledger puts on its reader's desk.
     *
     * @param own the reader's side; null for a mediator
     * @param owed the next due of each commitment of the reader's side
     * @param ahead the next date of what both sides keep together; nothing for a mediator
     * @param reviews of those dates, the checkpoints that are a decision's review, with the decision
     */
    public record Seen(
            LedgerReading reading,
            @Nullable Side own,
            List<WaitingItem> waiting,
            List<DueItem> owed,
            List<AheadItem> ahead,
            Map<UUID, UUID> reviews) {}

    /** In the order of the readings; a number of queries that does not depend on how many there are. */
    public static List<Seen> of(Ledgers ledgers, List<LedgerReading> readings, Instant at) {
        Map<UUID, List<Open>> open = OpenItems.of(ledgers, readings, at);
        return readings.stream()
                .map(reading -> seen(reading, open.getOrDefault(reading.ledger(), List.of()), at))
                .toList();
    }

    private static Seen seen(LedgerReading reading, List<Open> open, Instant at) {
        Side own = reading.role().equals("mediator") ? null : Side.valueOf(reading.role());
        Desk desk = new Desk(reading.ledger(), own, reading.view(), open, at);
        Map<UUID, UUID> reviews = new HashMap<>();
        for (Open each : open) {
            UUID of = each.item().of();
            if (of != null) {
                reviews.put(each.item().item(), of);
            }
        }
        return new Seen(reading, own, desk.waiting(), desk.next(true), own == null ? List.of() : desk.ahead(), reviews);
    }
}
