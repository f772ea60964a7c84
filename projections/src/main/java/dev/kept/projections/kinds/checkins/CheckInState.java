package dev.kept.projections.kinds.checkins;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where one check-in stands. On the wire in lower case with hyphens, e.g. {@code held-late}. */
public enum CheckInState {
    /** It has not begun. Views hold this for whatever there is no word of: what it means depends on when it is read. */
    UPCOMING,
    /** It has begun, and nobody said yet whether it took place. */
    AWAITED,
    HELD,
    MISSED,
    /** Held after it had been recorded as missed. */
    HELD_LATE,
    /** It began while there was no agreement that it take place: before it, during a pause, or after the end. */
    SKIPPED;

    /**
     * What the state of a view means when it is read.
     *
     * @param series the state of the series
     * @param paused since when the series is, while it is
     */
    CheckInState at(Instant now, Instant beginning, CheckInsState series, @Nullable Instant paused) {
        if (this != UPCOMING || beginning.isAfter(now)) {
            return this;
        }
        boolean agreed = series != CheckInsState.PROPOSED && (paused == null || beginning.isBefore(paused));
        return agreed ? AWAITED : SKIPPED;
    }

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
