package dev.kept.http;

import java.util.Enumeration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a client would like, by {@code Prefer} (RFC 7240): of each preference the first one counts. A preference that nobody here knows, or
 * that cannot be read, changes nothing.
 */
final class Preferences {

    static final Preferences NONE = new Preferences(Map.of());

    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
    private static final Pattern NEXT = Pattern.compile("(?<name>" + TOKEN + ")(?:\\s*=\\s*(?:(?<token>" + TOKEN
            + ")|\"(?<quoted>(?:[^\"\\\\]|\\\\.)*)\"))?\\s*(?:;[^,\"]*(?:\"(?:[^\"\\\\]|\\\\.)*\"[^,\"]*)*)?(?:,|$)");

    private final Map<String, String> values;

    private Preferences(Map<String, String> values) {
        this.values = values;
    }

    /** @param headers each value of the header, in order */
    static Preferences read(Enumeration<String> headers) {
        if (!headers.hasMoreElements()) {
            return NONE;
        }
        Map<String, String> values = new HashMap<>();
        while (headers.hasMoreElements()) {
            read(headers.nextElement(), values);
        }
        return new Preferences(Map.copyOf(values));
    }

    private static void read(String header, Map<String, String> values) {
        Matcher next = NEXT.matcher(header);
        int at = 0;
        while (at < header.length()) {
            if (header.charAt(at) == ' ' || header.charAt(at) == '\t' || header.charAt(at) == ',') {
                at++;
                continue;
            }
            if (!next.region(at, header.length()).lookingAt()) {
                return;
            }
            String value = next.group("token") != null ? next.group("token") : next.group("quoted");
            values.putIfAbsent(next.group("name").toLowerCase(Locale.ROOT), value == null ? "" : value);
            at = next.end();
        }
    }

    /** @param name in lower case */
    boolean has(String name, String value) {
        return value.equals(values.get(name));
    }
}
