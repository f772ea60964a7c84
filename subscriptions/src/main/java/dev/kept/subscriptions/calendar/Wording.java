package dev.kept.subscriptions.calendar;

import dev.kept.events.ItemName;
import dev.kept.events.Side;
import dev.kept.projections.readmodels.dates.ItemDate;
import dev.kept.wording.ShownText;
import java.text.Bidi;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The summaries of a ledger's dates. */
final class Wording {

    private static final int MAX_LENGTH = 200;
    private static final String ISOLATE = "\u2068";
    private static final String END_OF_ISOLATE = "\u2069";

    private final String a;
    private final String b;
    private final Iterator<JsonNode> titles;

    /** @param words {@link Dates.Words}, rendered */
    Wording(JsonNode words) {
        String nameOfA = oneLine(words.path("a"));
        String nameOfB = oneLine(words.path("b"));
        a = nameOfA == null ? "Side A" : isolated(nameOfA);
        b = nameOfB == null ? "the other party" : isolated(nameOfB);
        titles = words.path("titles").iterator();
    }

    /** The next of the titles, in their order; null when it was erased. */
    @Nullable
    String nextTitle() {
        return oneLine(titles.next());
    }

    String summary(ItemDate date, @Nullable String title) {
        String whose = date.by() == null ? a + " and " + b : date.by() == Side.A ? a : b;
        if (title == null) {
            return date.kind() == ItemName.COMMITMENT
                    ? word(date) + ": commitment by " + whose
                    : word(date) + ": " + whose;
        }
        return word(date) + ": " + isolated(title) + " (" + whose + ")";
    }

    private static String word(ItemDate date) {
        String became = became(date.state());
        return switch (date.kind()) {
            case CHECKPOINT -> ("Checkpoint " + became).strip();
            case CHECK_IN -> ("Check-in " + became).strip();
            default -> became.isEmpty() ? "Planned" : Character.toUpperCase(became.charAt(0)) + became.substring(1);
        };
    }

    private static String became(ItemDate.State state) {
        return switch (state) {
            case REQUESTED -> "requested";
            case DECLINED -> "declined";
            case DUE -> "due";
            case AWAITING_CONFIRMATION -> "awaiting confirmation";
            case DISPUTED -> "disputed";
            case KEPT -> "kept";
            case KEPT_LATE -> "kept late";
            case EXCUSED -> "excused";
            case RELEASED -> "released";
            case WITHDRAWN -> "withdrawn";
            case PLANNED -> "";
            case HELD -> "held";
            case HELD_LATE -> "held late";
            case MISSED -> "missed";
            case CANCELLED -> "cancelled";
        };
    }

    /** The first line of a text that is there, and not too much of it. */
    static @Nullable String oneLine(JsonNode text) {
        if (!text.isString()) {
            return null;
        }
        int[] points = text.stringValue()
                .lines()
                .findFirst()
                .orElse("")
                .codePoints()
                .map(point -> Character.isISOControl(point) ? ' ' : point)
                .toArray();
        return ShownText.contained(
                points.length <= MAX_LENGTH
                        ? new String(points, 0, points.length).strip()
                        : new String(points, 0, MAX_LENGTH - 1).strip() + "…");
    }

    /** Text from right to left must not change the direction of the words around it. */
    private static String isolated(String text) {
        return Bidi.requiresBidi(text.toCharArray(), 0, text.length()) ? ISOLATE + text + END_OF_ISOLATE : text;
    }
}
