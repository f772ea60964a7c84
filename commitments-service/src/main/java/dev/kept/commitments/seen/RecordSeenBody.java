package dev.kept.commitments.seen;

import dev.kept.events.SeenEvent.Range;
import dev.kept.http.FieldType;
import dev.kept.http.Fields;
import dev.kept.http.Invalid;
import java.util.List;
import java.util.Set;

/** Which entries somebody looked at. */
record RecordSeenBody(List<Range> ranges) {

    /** The largest whole number that every JSON reader takes exactly. */
    private static final long MOST = (1L << 53) - 1;

    private static final FieldType<Long> SEQUENCE = FieldType.longInteger(0, MOST);

    private static final FieldType<List<Range>> RANGES = FieldType.list(100, FieldType.object("RangeBody", item -> {
                long from = item.required("from", SEQUENCE.describedAs("The first entry's sequence."));
                long to = item.required("to", SEQUENCE.describedAs("The last entry's; not before `from`."));
                return item.derive("to", Set.of("from", "to"), new Range(0, 0), () -> range(from, to));
            }))
            .describedAs("In any order; they may overlap.");

    static RecordSeenBody read(Fields fields) {
        return new RecordSeenBody(fields.required("ranges", RANGES));
    }

    private static Range range(long from, long to) {
        if (to < from) {
            throw new Invalid("invalid-value", "It must not be before `from`.");
        }
        return new Range(from, to);
    }
}
