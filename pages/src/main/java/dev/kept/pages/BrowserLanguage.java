package dev.kept.pages;

import dev.kept.pages.Field.Option;
import dev.kept.wording.Languages;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;
import org.springframework.web.util.WebUtils;

/**
 * In which language somebody reads pages: the one in the reader's settings; where these are not known, the one that this browser was left
 * with; else what the browser accepts, else English.
 */
final class BrowserLanguage extends AcceptHeaderLocaleResolver {

    private static final Duration KEPT = Duration.ofDays(365);

    /** All that there are messages in, each under its own name. */
    static final List<Option> ALL = Languages.ALL.stream()
            .map(locale -> new Option(locale.getLanguage(), locale.getDisplayLanguage(locale)))
            .toList();

    /** Keeps in this browser what was chosen; anything that there are no messages in means what the browser asks for. */
    static ResponseCookie choosing(String language, boolean tls) {
        boolean known = ALL.stream().anyMatch(each -> each.value().equals(language));
        return ResponseCookie.from(Languages.COOKIE, known ? language : "")
                .path("/")
                .maxAge(known ? KEPT : Duration.ZERO)
                .httpOnly(true)
                .secure(tls)
                .sameSite("Lax")
                .build();
    }

    /** What was chosen in this browser; empty when nothing was. */
    static String chosenIn(HttpServletRequest request) {
        Locale chosen = chosen(request);
        return chosen == null ? "" : chosen.getLanguage();
    }

    @Override
    public Locale resolveLocale(HttpServletRequest request) {
        Locale chosen =
                ReaderSettings.areKnown(request) ? ReaderSettings.in(request).language() : chosen(request);
        return Languages.of(chosen, request.getHeader(HttpHeaders.ACCEPT_LANGUAGE));
    }

    private static @Nullable Locale chosen(HttpServletRequest request) {
        Cookie cookie = WebUtils.getCookie(request, Languages.COOKIE);
        return cookie == null ? null : Languages.named(cookie.getValue());
    }
}
