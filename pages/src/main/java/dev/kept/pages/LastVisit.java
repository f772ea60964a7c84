package dev.kept.pages;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseCookie;

/**
 * How far a ledger had come when this browser last showed it to this person. It stands in a cookie of this browser alone: what people open is
 * recorded nowhere.
 *
 * @param before the last entry at the end of the visit before this one
 * @param head the last entry that was shown
 * @param minute when, in minutes since 1970
 */
record LastVisit(long before, long head, long minute) {

    private static final String COOKIE = "kept-here-";
    private static final Pattern VALUE = Pattern.compile("(\\d{1,15})\\.(\\d{1,15})\\.(\\d{1,15})");
    private static final Duration A_VISIT = Duration.ofMinutes(30);
    private static final Duration KEPT = Duration.ofDays(180);

    /** Of this visit, which goes on or has just begun. */
    static LastVisit now(HttpServletRequest request, UUID reader, long head, Instant now) {
        long minute = now.getEpochSecond() / 60;
        LastVisit known = read(request, nameFor(reader));
        if (known == null || known.head > head) {
            return new LastVisit(head, head, minute);
        }
        boolean goesOn = minute - known.minute < A_VISIT.toMinutes();
        return new LastVisit(goesOn ? known.before : known.head, head, minute);
    }

    /** The entry from which on all is new to the reader; null when nothing is. */
    @Nullable
    Long since() {
        return before < head ? before : null;
    }

    /** Sent back to the pages of this ledger alone. */
    ResponseCookie cookie(UUID reader, String path, boolean tls) {
        return ResponseCookie.from(nameFor(reader), before + "." + head + "." + minute)
                .path(path)
                .maxAge(KEPT)
                .httpOnly(true)
                .secure(tls)
                .sameSite("Lax")
                .build();
    }

    /** Several people may use one browser: each has a cookie of their own. */
    private static String nameFor(UUID reader) {
        return COOKIE + reader.toString().substring(0, 8);
    }

    private static @Nullable LastVisit read(HttpServletRequest request, String name) {
        Cookie[] cookies = request.getCookies();
        if (cookies == null) {
            return null;
        }
        return Arrays.stream(cookies)
                .filter(each -> each.getName().equals(name))
                .map(each -> VALUE.matcher(each.getValue()))
                .filter(Matcher::matches)
                .map(each -> new LastVisit(
                        Long.parseLong(each.group(1)), Long.parseLong(each.group(2)), Long.parseLong(each.group(3))))
                .findFirst()
                .orElse(null);
    }
}
