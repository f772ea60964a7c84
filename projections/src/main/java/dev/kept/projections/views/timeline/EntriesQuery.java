package dev.kept.projections.views.timeline;

import dev.kept.events.WireTypes;
import dev.kept.http.Cursor;
import dev.kept.http.FieldType;
import dev.kept.http.Fields;
import dev.kept.http.Invalid;
import dev.kept.http.SearchWords;
import dev.kept.projections.store.reading.AsOf;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which entries, and in which order.
 *
 * @param from inclusive
 * @param to exclusive
 * @param text what to search for; null for everything
 * @param after the last sequence shown; null for the first page
 */
record EntriesQuery(
        @Nullable String kind,
        @Nullable Role side,
        @Nullable UUID member,
        @Nullable UUID commitment,
        @Nullable Instant from,
        @Nullable Instant to,
        SearchWords.@Nullable Query text,
        @Nullable AsOf asOf,
        Order order,
        @Nullable Long after,
        int limit) {

    private static final Set<String> KINDS =
            WireTypes.names().stream().map(WireTypes::kindOf).collect(Collectors.toCollection(TreeSet::new));

    private static final String DATE =
            "an ISO 8601 instant with offset, or a date, which stands for its first moment in UTC";

    static final FieldType<String> WORDS = FieldType.line(200)
            .describedAs(
                    "Words, or beginnings of words, all of which occur in the entry's texts. A word is a run of letters and digits;"
                            + " upper and lower case, accents and the width of characters do not matter. What holds neither a letter"
                            + " nor a digit is answered in `notSearched`.");

    enum Role {
        A,
        B,
        MEDIATOR,
        SYSTEM;

        String wireName() {
            return switch (this) {
                case A -> "A";
                case B -> "B";
                case MEDIATOR -> "mediator";
                case SYSTEM -> "system";
            };
        }
    }

    enum Order {
        ASC,
        DESC;

        String wireName() {
            return this == ASC ? "asc" : "desc";
        }

        /** Cursors of one order do not fit the other. */
        String list() {
            return "listEntries " + wireName();
        }
    }

    static EntriesQuery read(Fields fields) {
        Order order = fields.otherwise(
                "order",
                FieldType.choice(Order.class, Order::wireName).describedAs("By sequence; `asc` when absent."),
                Order.ASC);
        String cursor = fields.optional(
                "cursor",
                FieldType.parsed(
                        "cursor", "Where to go on: `next` of the page before, with the same order.", 500, "", c -> c));
        Long after = fields.derive(
                "cursor", Set.of("order", "cursor"), -1L, () -> cursor == null ? -1L : sequence(order, cursor));
        String text = fields.optional("q", WORDS);
        return new EntriesQuery(
                fields.optional(
                        "kind",
                        FieldType.parsed(
                                "kind",
                                "What the entries are about, the third part of their type: " + String.join(", ", KINDS)
                                        + ". Who saw what (`entries`) is left out unless asked for.",
                                40,
                                "",
                                EntriesQuery::kind)),
                fields.optional(
                        "side",
                        FieldType.choice(Role.class, Role::wireName).describedAs("In which role they were recorded.")),
                fields.optional("member", FieldType.uuid().describedAs("Who recorded them.")),
                fields.optional("commitment", FieldType.uuid().describedAs("The commitment they are about.")),
                fields.optional("from", date("Recorded then or later: " + DATE + ".")),
                fields.optional("to", date("Recorded before: " + DATE + ".")),
                text == null ? null : SearchWords.query(text),
                fields.optional("asOf", AsOf.KIND),
                order,
                after < 0 ? null : after,
                fields.otherwise("limit", FieldType.integer(1, 200).describedAs("50 when absent."), 50));
    }

    private static long sequence(Order order, String cursor) {
        return Cursor.decoded(order.list(), cursor, each -> each.number(0));
    }

    private static String kind(String text) {
        if (!KINDS.contains(text)) {
            throw new Invalid("invalid-value", "It must be one of: " + String.join(", ", KINDS) + ".");
        }
        return text;
    }

    private static FieldType<Instant> date(String description) {
        return FieldType.parsed("date-time", description, 40, Instant.EPOCH, EntriesQuery::instant);
    }

    private static Instant instant(String text) {
        if (text.length() != "2026-03-01".length()) {
            return FieldType.parseInstant(text);
        }
        try {
            return FieldType.parseInstant(LocalDate.parse(text) + "T00:00:00Z");
        } catch (DateTimeException e) {
            throw new Invalid("invalid-value", "It must be a date, or an instant such as 2026-03-01T12:00:00Z.");
        }
    }
}
