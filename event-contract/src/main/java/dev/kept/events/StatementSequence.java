package dev.kept.events;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** CloudEvents' extension {@code sequence}: a string whose order is the order of the events. */
final class StatementSequence {

    /** Ten digits let strings sort as numbers up to ten thousand million entries; a longer number stays whole. */
    private static final int DIGITS = 10;

    private static final Pattern WRITTEN = Pattern.compile("[0-9]{10,18}");

    private StatementSequence() {}

    static String written(long sequence) {
        String digits = Long.toString(sequence);
        return "0".repeat(Math.max(0, DIGITS - digits.length())) + digits;
    }

    /**
     * As {@link #written} writes it, or as a number: that is how it stands in the statements of the first version.
     *
     * @throws UnreadableStatement when it is neither
     */
    static long read(@Nullable JsonNode node) {
        if (node != null && node.isIntegralNumber() && node.canConvertToLong() && node.longValue() >= 0) {
            return node.longValue();
        }
        if (node != null
                && node.isString()
                && WRITTEN.matcher(node.stringValue()).matches()) {
            long sequence = Long.parseLong(node.stringValue());
            if (written(sequence).equals(node.stringValue())) {
                return sequence;
            }
        }
        throw new UnreadableStatement("the sequence is not a number from 0 on");
    }
}
