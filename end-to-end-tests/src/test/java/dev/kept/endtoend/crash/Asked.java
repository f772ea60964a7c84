package dev.kept.endtoend.crash;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A command of the load, and what is known of it. Its marker stands in one of its texts, so that it can be found again wherever that went,
 * without asking Kept which command brought which entry.
 */
final class Asked {

    private final String marker;
    private final String what;
    private final Pair.Side by;
    private final String path;
    private final Map<String, Object> body;
    private Outcome outcome = Outcome.UNKNOWN;
    private @Nullable Place place;
    private Erasure erasure = Erasure.NONE;
    private String answer = "none";

    /** What the answer said. */
    enum Outcome {
        ACKNOWLEDGED,
        REFUSED,
        UNKNOWN
    }

    /** Whether the text with the marker is still there. */
    enum Erasure {
        NONE,
        ASKED_FOR,
        ACKNOWLEDGED
    }

    /** @param what its kind, for people */
    Asked(String marker, String what, Pair.Side by, String path, Map<String, Object> body) {
        this.marker = marker;
        this.what = what;
        this.by = by;
        this.path = path;
        this.body = body;
    }

    String marker() {
        return marker;
    }

    Pair.Side by() {
        return by;
    }

    String path() {
        return path;
    }

    Map<String, Object> body() {
        return body;
    }

    synchronized Outcome outcome() {
        return outcome;
    }

    /** Where its entry stands, as the answer said; null when it was not acknowledged, or was after it had been released and forgotten. */
    synchronized @Nullable Place place() {
        return place;
    }

    synchronized Erasure erasure() {
        return erasure;
    }

    synchronized void is(Outcome now, @Nullable Place at, String said) {
        outcome = now;
        place = at;
        answer = said;
    }

    synchronized void isErased(Erasure now) {
        erasure = now;
    }

    @Override
    public synchronized String toString() {
        return "%s %s %s: %s%s%s, answer %s"
                .formatted(
                        marker,
                        what,
                        path,
                        outcome,
                        place == null ? "" : " at " + place,
                        erasure == Erasure.NONE ? "" : ", its erasure " + erasure,
                        answer);
    }
}
