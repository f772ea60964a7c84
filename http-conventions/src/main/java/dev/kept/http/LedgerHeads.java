package dev.kept.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How {@code Kept-At-Least} names several ledgers: {@code <ledger>=<sequence>}, separated by commas; each ledger once, at most {@link #MOST}. */
public final class LedgerHeads {

    public static final int MOST = 10;

    static final String ONE = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}=[0-9]{1,18}";

    /** For the OpenAPI document. */
    static final String PATTERN = "^" + ONE + "(?:, ?" + ONE + "){0," + (MOST - 1) + "}$";

    private static final Pattern HEADS = Pattern.compile("([0-9a-f-]{36})=([0-9]{1,18})");
    private static final Pattern WHOLE = Pattern.compile(PATTERN);

    private LedgerHeads() {}

    /** The sequence of each ledger; null when the value is malformed. */
    public static @Nullable Map<UUID, Long> parse(String value) {
        if (!WHOLE.matcher(value).matches()) {
            return null;
        }
        Map<UUID, Long> heads = new LinkedHashMap<>();
        Matcher each = HEADS.matcher(value);
        while (each.find()) {
            if (heads.put(UUID.fromString(each.group(1)), Long.valueOf(each.group(2))) != null) {
                return null;
            }
        }
        return heads;
    }

    /** The header's value; at most {@link #MOST} ledgers, not empty. */
    public static String format(Map<UUID, Long> heads) {
        return heads.entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue())
                .collect(Collectors.joining(","));
    }
}
