package dev.kept.pages;

import dev.kept.http.Problem;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.web.util.WebUtils;

/**
 * What readers chose in their settings, asked of the API and remembered for some seconds: every page needs it. A browser that has just
 * saved settings reads them back at once, whichever replica answers; what a program changes is seen a few seconds later. Where the API
 * does not answer, pages go by what was known last, else by the browser.
 */
final class ReaderSettings {

    static final String API = "/api/settings";

    private static final String COOKIE = "kept-settings";
    private static final String LOADED = "kept.pages.chosen";
    private static final Duration REMEMBERED = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int MOST = 10_000;
    private static final int MAX_DIGITS = 18;

    private final Api api;
    private final boolean tls;
    private final InstantSource machine = InstantSource.system();
    private final Map<UUID, Known> known = new ConcurrentHashMap<>();

    ReaderSettings(Api api, boolean tls) {
        this.api = api;
        this.tls = tls;
    }

    private record Known(Chosen chosen, Instant until) {}

    /** What the reader of a request chose; nothing before {@link #of} was asked. */
    static Chosen in(HttpServletRequest request) {
        return request.getAttribute(LOADED) instanceof Chosen chosen ? chosen : Chosen.NOTHING;
    }

    Chosen of(HttpServletRequest request, UUID member, String token) {
        if (request.getAttribute(LOADED) instanceof Chosen loaded) {
            return loaded;
        }
        Known remembered = known.get(member);
        boolean isNew = remembered != null
                && machine.instant().isBefore(remembered.until())
                && remembered.chosen().version() >= savedIn(request);
        Chosen chosen = remembered != null && isNew ? remembered.chosen() : ask(member, token, remembered);
        request.setAttribute(LOADED, chosen);
        return chosen;
    }

    private Chosen ask(UUID member, String token, @Nullable Known remembered) {
        Reader asking = new Reader(member, "", token, ZoneOffset.UTC, Locale.UK);
        try {
            return remember(member, Chosen.of(api.getWithin(PATIENCE, asking, API)));
        } catch (Refused | SignInNeeded | Problem away) {
            // The page itself says what is wrong, if anything else is.
            return remember(member, remembered == null ? Chosen.NOTHING : remembered.chosen());
        }
    }

    private Chosen remember(UUID member, Chosen chosen) {
        if (known.size() >= MOST) {
            known.clear();
        }
        known.put(member, new Known(chosen, machine.instant().plus(REMEMBERED)));
        return chosen;
    }

    /** The reader saved settings: this browser has them from now on. */
    void saved(UUID member, Chosen chosen, HttpServletRequest request, HttpServletResponse response) {
        remember(member, chosen);
        request.setAttribute(LOADED, chosen);
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(COOKIE, Long.toString(chosen.version()))
                        .path("/")
                        .maxAge(REMEMBERED.multipliedBy(2))
                        .httpOnly(true)
                        .secure(tls)
                        .sameSite("Lax")
                        .build()
                        .toString());
        speak(chosen.language(), response);
    }

    /** Whoever signs out reads the language that was chosen, and pages of the account follow it: they see this cookie and no settings. */
    void remind(Chosen chosen, HttpServletRequest request, HttpServletResponse response) {
        Locale language = chosen.language();
        if (language != null && !language.getLanguage().equals(BrowserLanguage.chosenIn(request))) {
            speak(language, response);
        }
    }

    private void speak(@Nullable Locale language, HttpServletResponse response) {
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                BrowserLanguage.choosing(language == null ? "" : language.getLanguage(), tls)
                        .toString());
    }

    private static long savedIn(HttpServletRequest request) {
        Cookie cookie = WebUtils.getCookie(request, COOKIE);
        String version = cookie == null ? "" : cookie.getValue();
        boolean isNumber = !version.isEmpty()
                && version.length() <= MAX_DIGITS
                && version.chars().allMatch(c -> c >= '0' && c <= '9');
        return isNumber ? Long.parseLong(version) : 0;
    }
}
