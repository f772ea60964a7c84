package dev.kept.projections.pages;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An entry on a page: who did what, and what was written.
 *
 * @param side in which role it was recorded
 * @param who the person; null when Kept recorded it itself
 * @param about the title of the item it is about; null when it is not known or stands among the pieces
 * @param place the item's address below the ledger; null when it has no page
 */
record EntryView(
        long sequence,
        String recorded,
        String side,
        @Nullable String who,
        String type,
        String kind,
        @Nullable String about,
        @Nullable String place,
        List<Piece> pieces) {

    private static final int FOLD = 6;
    private static final int MEASURE = 66;

    /** What a piece of an entry is. */
    enum Sort {
        TITLE,
        PROSE,
        FACT,
        INSTANT,
        LINK,
        /** A text with the address of what it names. */
        EVIDENCE
    }

    /**
     * A piece of an entry.
     *
     * @param text null when it was erased
     * @param link where to find what the text names
     */
    record Piece(
            String field,
            Sort sort,
            @Nullable String text,
            @Nullable String link) {

        Piece(String field, Sort sort, @Nullable String text) {
            this(field, sort, text, null);
        }

        /** Whether it takes more lines than a list shows of it at once. */
        public boolean isLong() {
            return text != null
                    && text.lines()
                                    .mapToInt(line -> 1 + line.length() / MEASURE)
                                    .sum()
                            > FOLD;
        }
    }

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /** Fields that say how a text is kept or who is meant, and nothing to a reader. */
    private static final Set<String> SILENT = Set.of(
            "zone",
            "secretDigest",
            "memberName",
            "digest",
            "dues",
            "beginnings",
            "promisor",
            "side",
            "by",
            "monitor",
            "occurrences",
            "rrule",
            "field",
            "confirmationDays");

    private static final Set<String> TITLES = Set.of("title");

    static EntryView of(Doc entry, Map<String, String> titles) {
        String kind = entry.string("kind");
        String subject = entry.text("subject");
        List<Piece> pieces = new ArrayList<>();
        collect("", entry.at("data").node(), pieces);
        boolean named = pieces.stream().anyMatch(piece -> piece.sort() == Sort.TITLE);
        return new EntryView(
                entry.number("sequence"),
                entry.string("recorded"),
                entry.string("by/side"),
                entry.text("by/name"),
                entry.string("type"),
                kind,
                named || subject == null ? null : titles.get(subject),
                subject == null ? null : Items.place(kind, subject),
                pieces);
    }

    /** Without what was written, where that stands elsewhere on the page. */
    EntryView brief() {
        return new EntryView(sequence, recorded, side, who, type, kind, about, place, List.of());
    }

    public String anchor() {
        return "e" + sequence;
    }

    private static void collect(String field, JsonNode node, List<Piece> pieces) {
        if (node.isObject()) {
            if (node.path("erased").asBoolean(false)) {
                pieces.add(new Piece(field, Sort.PROSE, null));
                return;
            }
            if (node.path("label").isString()) {
                String link = node.path("link").isString() ? node.path("link").asString() : null;
                pieces.add(
                        new Piece("evidence", Sort.EVIDENCE, node.path("label").asString(), link));
                return;
            }
            if (node.path("section").isString()) {
                collect(node.path("section").asString().toLowerCase(Locale.ROOT), node.path("text"), pieces);
                return;
            }
            if (field.equals("alternatives")) {
                collect("alternative", node.path("text"), pieces);
                collect("whyNot", node.path("whyNot"), pieces);
                return;
            }
            node.forEachEntry((name, value) -> {
                boolean once = name.equals("occurrence") && value.asInt(0) == 1;
                if (!SILENT.contains(name) && !once) {
                    // The instant of a due is called as the due is.
                    collect(name.equals("at") && !field.isEmpty() ? field : name, value, pieces);
                }
            });
        } else if (node.isArray()) {
            node.forEach(each -> collect(field, each, pieces));
        } else if (node.isBoolean()) {
            if (node.asBoolean()) {
                pieces.add(new Piece(field, Sort.FACT, "yes"));
            }
        } else if (node.isNumber()) {
            pieces.add(
                    new Piece(field, Sort.FACT, field.equals("progress") ? node.asString() + " %" : node.asString()));
        } else if (node.isString()) {
            String text = node.asString();
            if (!ID.matcher(text).matches()) {
                pieces.add(new Piece(field, sort(field, text), text));
            }
        }
    }

    private static Sort sort(String field, String text) {
        if (TITLES.contains(field)) {
            return Sort.TITLE;
        }
        if (text.startsWith("https://") || text.startsWith("http://")) {
            return Sort.LINK;
        }
        try {
            Instant.parse(text);
            return Sort.INSTANT;
        } catch (DateTimeParseException words) {
            return text.equals(text.toUpperCase(Locale.ROOT)) && text.length() < 20 ? Sort.FACT : Sort.PROSE;
        }
    }
}
