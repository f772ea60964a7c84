package dev.kept.commitments.operation;

import dev.kept.http.Cursor;
import dev.kept.http.FieldType;
import dev.kept.http.Fields;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which operations are asked about.
 *
 * @param items all when empty; as the kinds
 * @param operation null for all
 * @param entry whose texts are asked about as well; null for none
 */
record OperationsQuery(
        List<UUID> items,
        List<String> kinds,
        @Nullable String operation,
        @Nullable Long entry,
        int limit,
        PageStart after) {

    private static final String LIST = "listOperations";
    private static final int MOST_ITEMS = 100;
    private static final int MOST_KINDS = 20;

    private static final FieldType<PageStart> CURSOR =
            Cursor.type(LIST, PageStart.FIRST, cursor -> new PageStart((int) cursor.number(0), cursor.id(1)));

    OperationsQuery {
        items = List.copyOf(items);
        kinds = List.copyOf(kinds);
    }

    /**
     * Where a page begins.
     *
     * @param kind the kind's place among the kinds
     * @param item the last one of that kind that was looked at
     */
    record PageStart(int kind, UUID item) {
        static final UUID BEFORE_ALL = new UUID(Long.MIN_VALUE, Long.MIN_VALUE);
        static final PageStart FIRST = new PageStart(0, BEFORE_ALL);

        boolean isFirst() {
            return equals(FIRST);
        }

        String cursor() {
            return Cursor.of(kind, item).encoded(LIST);
        }
    }

    /** Whether it is about the ledger, rather than about what is named in it. */
    boolean isOfLedger() {
        return items.isEmpty() && entry == null;
    }

    static OperationsQuery read(Fields fields) {
        return new OperationsQuery(
                fields.otherwise(
                        "item",
                        FieldType.list(MOST_ITEMS, FieldType.uuid())
                                .describedAs("Only what is about these items; given once for each, at most 100."),
                        List.of()),
                fields.otherwise(
                        "kind",
                        FieldType.list(MOST_KINDS, FieldType.line(40))
                                .describedAs("Only what begins such an item, or is about one, e.g. `commitment`; for"
                                        + " what is about the ledger as a whole, `ledger`. Given once for each."),
                        List.of()),
                fields.optional(
                        "operation",
                        FieldType.line(80)
                                .describedAs("Only this operation, by its id in this document. Then `refused` says why"
                                        + " it is not possible where it is not, and `choices` what its body may name"
                                        + " where a rule says so.")),
                fields.optional(
                        "entry",
                        FieldType.longInteger(0, Long.MAX_VALUE)
                                .describedAs("Only what is about the texts of this entry, by its sequence; with"
                                        + " `item`, about these items as well.")),
                fields.otherwise(
                        "limit",
                        FieldType.integer(0, 200).describedAs("100 when absent; 0 for nothing that is about an item."),
                        100),
                fields.otherwise("cursor", CURSOR, PageStart.FIRST));
    }
}
