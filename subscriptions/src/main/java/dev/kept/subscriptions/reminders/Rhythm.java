package dev.kept.subscriptions.reminders;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How often reminders go out by mail. */
public enum Rhythm {
    /** What is new since the last one, once a day, when there is anything. */
    DIGEST,
    /** Shortly after it came about. */
    AS_IT_HAPPENS,
    NEVER;

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
