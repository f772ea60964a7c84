package dev.kept.commitments.seen;

import dev.kept.events.SeenEvent.Range;
import dev.kept.http.Fields;
import dev.kept.http.Invalid;
import dev.kept.http.Kind;
import java.util.List;
import java.util.Set;

/** Which entries somebody looked at. */
record RecordSeenBody(List<Range> ranges) {

    /** The largest whole number that every JSON reader takes exactly. */
    private static final long MOST = (1L << 53) - 1;

    private static final Kind<Long> SEQUENCE = Kind.longInteger(0, MOST);

    private static final Kind<List<Range>> RANGES = Kind.list(100, Kind.object("RangeBody", item -> {
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
