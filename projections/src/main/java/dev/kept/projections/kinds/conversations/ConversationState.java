package dev.kept.projections.kinds.conversations;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What the other side said to the account of a talk. On the wire in lower case. */
public enum ConversationState {
    /** Nothing yet. */
    RECORDED,
    /** It remembers something differently, and has not acknowledged the account. */
    CORRECTED,
    ACKNOWLEDGED;

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    static ConversationState of(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
