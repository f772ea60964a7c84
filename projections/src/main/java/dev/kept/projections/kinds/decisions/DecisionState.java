package dev.kept.projections.kinds.decisions;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** How far a decision is. On the wire in lower case with hyphens, e.g. {@code in-force}. */
public enum DecisionState {
    PROPOSED,
    IN_FORCE,
    WITHDRAWN,
    SUPERSEDED;

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @JsonCreator
    static DecisionState of(String wireName) {
        return Arrays.stream(values())
                .filter(state -> state.wireName().equals(wireName))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("no such state"));
    }
}
