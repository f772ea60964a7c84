package dev.kept.projections.kinds.checkpoints;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How far a checkpoint is. On the wire in lower case. */
public enum CheckpointState {
    PLANNED,
    /** The date passed, and nobody said in time that it took place. It can still be held, or moved. */
    MISSED,
    HELD,
    /** The decision that it was to look at was superseded. */
    CANCELLED;

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    static CheckpointState of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
