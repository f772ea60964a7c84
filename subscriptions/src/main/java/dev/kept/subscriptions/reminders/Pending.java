package dev.kept.subscriptions.reminders;

import dev.kept.projections.store.reading.LedgerReading;
import dev.kept.projections.store.reading.Ledgers;
import dev.kept.projections.views.overview.Desks;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What there is to remind somebody of, now, out of the read models: gone as soon as somebody acted. */
public final class Pending {

    private final Ledgers ledgers;

    public Pending(Ledgers ledgers) {
        this.ledgers = ledgers;
    }

    /**
     * What was found.
     *
     * @param readings the ledgers it was found in, and the others of the person
     * @param reminders what ends first comes first; what is put off included
     */
    public record Found(Map<UUID, LedgerReading> readings, List<Reminder> reminders) {}

    public Found of(UUID member, Wishes wishes, Instant at) {
        List<LedgerReading> readings = ledgers.of(member);
        return new Found(
                readings.stream().collect(Collectors.toMap(LedgerReading::ledger, Function.identity(), (a, b) -> a)),
                Causes.of(Desks.of(ledgers, readings, at), wishes, at));
    }
}
