package dev.kept.http.status;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One thing an operator looks at.
 *
 * @param what in a few words
 * @param value a number with its unit, ids, or "none"
 * @param advice what to do; null when there is nothing to do
 */
public record StatusLine(
        String what, String value, Level level, @Nullable String advice) {

    private static final int MOST_NAMED = 10;

    /** How urgent it is. */
    public enum Level {
        FINE,
        /** Goes by itself, most often; if it stays, something is wrong. */
        WATCH,
        /** Does not go by itself. */
        ACT
    }

    public static StatusLine fine(String what, String value) {
        return new StatusLine(what, value, Level.FINE, null);
    }

    public static StatusLine watch(String what, String value, String advice) {
        return new StatusLine(what, value, Level.WATCH, advice);
    }

    public static StatusLine act(String what, String value, String advice) {
        return new StatusLine(what, value, Level.ACT, advice);
    }

    /**
     * Something of which there should be none.
     *
     * @param unit of more than one
     */
    public static StatusLine none(String what, long count, String unit, String advice) {
        return count == 0 ? fine(what, "none") : act(what, counted(count, unit), advice);
    }

    /** Something of which a few are usual, and many are not. */
    public static StatusLine few(String what, long count, long usual, String unit, String advice) {
        return count <= usual
                ? fine(what, count == 0 ? "none" : counted(count, unit))
                : watch(what, counted(count, unit), advice);
    }

    /** Ledgers of which there should be none. */
    public static StatusLine ledgers(String what, List<String> ids, String advice) {
        if (ids.isEmpty()) {
            return fine(what, "none");
        }
        String named = String.join(", ", ids.subList(0, Math.min(ids.size(), MOST_NAMED)));
        return act(what, counted(ids.size(), "ledgers"), advice + " " + named + (ids.size() > MOST_NAMED ? ", …" : ""));
    }

    private static String counted(long count, String unit) {
        String name =
                count == 1 && unit.length() > 1 ? unit.replaceAll("ies$", "y").replaceAll("s$", "") : unit;
        return String.format(Locale.ROOT, "%,d %s", count, name);
    }
}
