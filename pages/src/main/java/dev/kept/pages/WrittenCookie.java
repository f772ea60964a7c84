package dev.kept.pages;

import dev.kept.http.browser.HostCookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What this browser has written of late, so that it reads it back: the last entry of a few ledgers, in a cookie. */
final class WrittenCookie {

    private static final Pattern ONE = Pattern.compile("([0-9a-f-]{36})\\.(\\d{1,18})");
    private static final Duration KEPT = Duration.ofMinutes(10);
    private static final int MOST = 10;

    private final HostCookie cookie;

    WrittenCookie(boolean tls) {
        cookie = HostCookie.named("kept-written", tls);
    }

    /** The latest last. */
    Map<UUID, Long> read(HttpServletRequest request) {
        Map<UUID, Long> written = new LinkedHashMap<>();
        String value = cookie.read(request);
        if (value != null) {
            for (String one : value.split("_")) {
                Matcher matcher = ONE.matcher(one);
                UUID ledger = matcher.matches() ? id(matcher.group(1)) : null;
                if (ledger != null) {
                    written.put(ledger, Long.parseLong(matcher.group(2)));
                }
            }
        }
        return written;
    }

    void set(HttpServletResponse response, Map<UUID, Long> written) {
        cookie.set(
                response,
                written.entrySet().stream()
                        .skip(Math.max(0, written.size() - MOST))
                        .map(each -> each.getKey() + "." + each.getValue())
                        .collect(Collectors.joining("_")),
                KEPT);
    }

    private static @Nullable UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
