package dev.kept.subscriptions.reminders;

import dev.kept.projections.readmodels.Reading;
import dev.kept.projections.readmodels.Readings;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What somebody is to be reminded of now, from the read models: it is gone as soon as somebody acted. */
public final class Pending {

    private final Readings readings;

    public Pending(Readings readings) {
        this.readings = readings;
    }

    /**
     * What was found.
     *
     * @param reading the person's ledgers
     * @param reminders what ends first comes first; what is put off included
     */
    public record Found(Reading reading, List<Reminder> reminders) {}

    public Found of(UUID member, Wishes wishes, Instant at) {
        Reading reading = readings.of(member);
        return new Found(reading, Causes.of(reading.agendas(at), wishes, at));
    }
}
