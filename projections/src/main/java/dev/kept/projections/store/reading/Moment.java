package dev.kept.projections.store.reading;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** The instant that an answer speaks of: by then a due has come, or has not. */
public final class Moment {

    private Moment() {}

    /** The instant asked for; when an entry was asked for, when it was recorded; else now. */
    public static Instant of(@Nullable AsOf asOf, LedgerReading reading, Clock clock) {
        return switch (asOf) {
            case null -> clock.instant().truncatedTo(ChronoUnit.MILLIS);
            case AsOf.At(Instant instant) -> instant;
            case AsOf.Sequence ignored -> reading.recorded();
        };
    }
}
