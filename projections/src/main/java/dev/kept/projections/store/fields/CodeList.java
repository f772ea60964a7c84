package dev.kept.projections.store.fields;

import com.fasterxml.jackson.annotation.JsonValue;

/** The closed lists that an entry's code words come from. */
public enum CodeList {
    SIDE("side"),
    MONITOR("monitor"),
    CONFIDENCE("confidence"),
    GROUND("ground"),
    YES_NO("yes-no"),
    /** A text's place in an entry's data, e.g. {@code terms/title}. */
    PLACE("place");

    private final String wireName;

    CodeList(String wireName) {
        this.wireName = wireName;
    }

    @JsonValue
    public String wireName() {
        return wireName;
    }
}
