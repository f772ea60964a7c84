package dev.kept.subscriptions.calendar;

import dev.kept.events.ItemName;
import dev.kept.events.Side;
import dev.kept.projections.readmodels.dates.ItemDate;
import dev.kept.wording.Messages;
import dev.kept.wording.ShownText;
import java.text.Bidi;
import java.util.Iterator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The summaries of a ledger's dates, in a language. */
final class Wording {

    private static final int MAX_LENGTH = 200;
    private static final String ISOLATE = "\u2068";
    private static final String END_OF_ISOLATE = "\u2069";

    private final String a;
    private final String b;
    private final Iterator<JsonNode> titles;

    private final Messages messages;

    /** @param words {@link Dates.Words}, rendered */
    Wording(JsonNode words, Messages messages) {
        String nameOfA = oneLine(words.path("a"));
        String nameOfB = oneLine(words.path("b"));
        this.messages = messages;
        a = nameOfA == null ? messages.text("side.A") : isolated(nameOfA);
        b = nameOfB == null ? messages.text("side.B") : isolated(nameOfB);
        titles = words.path("titles").iterator();
    }

    /** The next of the titles, in their order; null when it was erased. */
    @Nullable
    String nextTitle() {
        return oneLine(titles.next());
    }

    String summary(ItemDate date, @Nullable String title) {
        String whose = date.by() == null ? messages.text("calendar.both", a, b) : date.by() == Side.A ? a : b;
        if (title != null) {
            return messages.text("calendar.titled", word(date), isolated(title), whose);
        }
        return messages.text(
                date.kind() == ItemName.COMMITMENT ? "calendar.commitment" : "calendar.untitled", word(date), whose);
    }

    private String word(ItemDate date) {
        boolean planned = date.state() == ItemDate.State.PLANNED;
        String state = planned ? "" : messages.text("calendar.state." + spelled(date.state()));
        return switch (date.kind()) {
            case CHECKPOINT ->
                planned ? messages.text("calendar.checkpoint") : messages.text("calendar.checkpoint-state", state);
            case CHECK_IN ->
                planned ? messages.text("calendar.check-in") : messages.text("calendar.check-in-state", state);
            default ->
                planned
                        ? messages.text("calendar.planned")
                        : state.substring(0, 1).toUpperCase(messages.locale()) + state.substring(1);
        };
    }

    private static String spelled(ItemDate.State state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
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
