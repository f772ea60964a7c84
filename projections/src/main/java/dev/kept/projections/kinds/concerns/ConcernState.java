package dev.kept.projections.kinds.concerns;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where a concern stands. On the wire in lower case. All but {@link #SETTLED} are open. */
public enum ConcernState {
    RAISED,
    /** The other side acknowledged it. */
    ACKNOWLEDGED,
    /** Both sides declared their readiness. */
    SETTLED,
    /** It was settled once, and is open again. */
    REOPENED;

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
