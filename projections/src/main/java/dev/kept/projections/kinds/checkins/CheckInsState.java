package dev.kept.projections.kinds.checkins;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where a series of check-ins stands. On the wire in lower case. */
public enum CheckInsState {
    PROPOSED,
    AGREED,
    PAUSED,
    ENDED,
    DECLINED,
    /** Taken back before it was agreed on. */
    WITHDRAWN;

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
