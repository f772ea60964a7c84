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
import java.util.regex.Pattern;
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
    private static final Pattern MARK = Pattern.compile("[0-9]{1,18}\\.[0-9a-f]{16}");

    private final Api api;
    private final boolean tls;
    private final InstantSource machine = InstantSource.system();
    private final Map<UUID, Known> known = new ConcurrentHashMap<>();

    ReaderSettings(Api api, boolean tls) {
        this.api = api;
        this.tls = tls;
    }

    /**
     * What is known of a reader.
     *
     * @param answered whether the API ever said so
     */
    private record Known(Chosen chosen, boolean answered, Instant until) {}

    /** What the reader of a request chose; nothing before {@link #of} was asked. */
    static Chosen in(HttpServletRequest request) {
        return request.getAttribute(LOADED) instanceof Known known ? known.chosen() : Chosen.NOTHING;
    }

    /** Whether the API has said what the reader of a request chose. */
    static boolean areKnown(HttpServletRequest request) {
        return request.getAttribute(LOADED) instanceof Known known && known.answered();
    }

    Chosen of(HttpServletRequest request, UUID member, String token) {
        if (request.getAttribute(LOADED) instanceof Known loaded) {
            return loaded.chosen();
        }
        Known remembered = known.get(member);
        String saved = savedIn(request);
        boolean isNew = remembered != null
                && machine.instant().isBefore(remembered.until())
                && (saved == null || saved.equals(remembered.chosen().mark()));
        Known now = remembered != null && isNew ? remembered : ask(member, token, remembered);
        request.setAttribute(LOADED, now);
        return now.chosen();
    }

    private Known ask(UUID member, String token, @Nullable Known remembered) {
        Reader asking = new Reader(member, "", token, ZoneOffset.UTC, Locale.UK);
        try {
            return remember(member, Chosen.of(api.getWithin(PATIENCE, asking, API)), true);
        } catch (Problem away) {
            Known last = last(remembered);
            return remember(member, last.chosen(), last.answered());
        } catch (Refused | SignInNeeded refused) {
            // It is this token that is refused: the page says so, and the next one is asked with anew.
            return last(remembered);
        }
    }

    private Known last(@Nullable Known remembered) {
        return remembered == null ? new Known(Chosen.NOTHING, false, machine.instant()) : remembered;
    }

    private Known remember(UUID member, Chosen chosen, boolean answered) {
        if (known.size() >= MOST) {
            known.clear();
        }
        Known now = new Known(chosen, answered, machine.instant().plus(REMEMBERED));
        known.put(member, now);
        return now;
    }

    /** The reader saved settings: this browser has them from now on. */
    void saved(UUID member, Chosen chosen, HttpServletRequest request, HttpServletResponse response) {
        request.setAttribute(LOADED, remember(member, chosen, true));
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(COOKIE, chosen.mark())
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
    void remind(HttpServletRequest request, HttpServletResponse response) {
        Locale language = in(request).language();
        String chosen = language == null ? "" : language.getLanguage();
        if (areKnown(request) && !chosen.equals(BrowserLanguage.chosenIn(request))) {
            speak(language, response);
        }
    }

    private void speak(@Nullable Locale language, HttpServletResponse response) {
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                BrowserLanguage.choosing(language == null ? "" : language.getLanguage(), tls)
                        .toString());
    }

    /** The mark of what this browser saved just now; null when it did not. */
    private static @Nullable String savedIn(HttpServletRequest request) {
        Cookie cookie = WebUtils.getCookie(request, COOKIE);
        return cookie == null || !MARK.matcher(cookie.getValue()).matches() ? null : cookie.getValue();
    }
}
