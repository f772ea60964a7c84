package dev.kept.projections.kinds.commitments;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where one occurrence of a commitment stands. On the wire in lower case with hyphens, e.g. {@code delivered-late}. */
public enum State {
    REQUESTED,
    DECLINED,
    OPEN,
    DELIVERED,
    DISPUTED,
    MISSED,
    DELIVERED_LATE,
    KEPT,
    KEPT_LATE,
    EXCUSED,
    RELEASED,
    WITHDRAWN;

    private static final Map<String, State> BY_WIRE_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(State::wireName, state -> state));

    private final String wireName = name().toLowerCase(Locale.ROOT).replace('_', '-');

    @JsonValue
    public String wireName() {
        return wireName;
    }

    /** The state of a wire name; empty when there is none of that name. */
    public static Optional<State> named(String wireName) {
        return Optional.ofNullable(BY_WIRE_NAME.get(wireName));
    }

    @JsonCreator
    static State of(String wireName) {
        return named(wireName).orElseThrow(() -> new IllegalArgumentException("no such state"));
    }

    /** Delivered, and neither confirmed nor disputed yet. */
    public boolean awaitsConfirmation() {
        return this == DELIVERED || this == DELIVERED_LATE;
    }

    /** Other terms can be agreed: nothing was delivered and nobody closed it. */
    boolean takesTerms() {
        return this == OPEN || this == MISSED;
    }

    /** Nothing is owed or awaited any more. A miss is settled as well, though it can still be made good or excused. */
    public boolean settled() {
        return switch (this) {
            case REQUESTED, OPEN, DELIVERED, DELIVERED_LATE, DISPUTED -> false;
            case DECLINED, MISSED, KEPT, KEPT_LATE, EXCUSED, RELEASED, WITHDRAWN -> true;
        };
    }
}
