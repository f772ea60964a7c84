package dev.kept.pages;

import dev.kept.pages.Field.Option;
import dev.kept.wording.Messages;
import dev.kept.wording.When;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;
import org.springframework.web.util.WebUtils;

/**
 * In which language somebody reads pages: the one that was chosen in this browser, else the first that the browser accepts and that there
 * are messages in, else English.
 */
final class Languages extends AcceptHeaderLocaleResolver {

    private static final String COOKIE = "kept-language";
    private static final Duration KEPT = Duration.ofDays(365);

    /** All that there are messages in, each under its own name. */
    static final List<Option> ALL = Arrays.stream(Locale.getISOLanguages())
            .map(Locale::of)
            .filter(Languages::isKnown)
            .map(locale -> new Option(locale.getLanguage(), locale.getDisplayLanguage(locale)))
            .toList();

    /** Keeps in this browser what was chosen; anything that there are no messages in means what the browser asks for. */
    static ResponseCookie choosing(String language, boolean tls) {
        boolean known = ALL.stream().anyMatch(each -> each.value().equals(language));
        return ResponseCookie.from(COOKIE, known ? language : "")
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
        List<Locale> accepted = accepted(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE));
        Locale chosen = chosen(request);
        if (chosen != null) {
            return accepted.stream()
                    .filter(each -> each.getLanguage().equals(chosen.getLanguage()))
                    .findFirst()
                    .orElse(chosen.equals(Locale.ENGLISH) ? Locale.UK : chosen);
        }
        return accepted.isEmpty() ? Locale.UK : accepted.getFirst();
    }

    private static @Nullable Locale chosen(HttpServletRequest request) {
        Cookie cookie = WebUtils.getCookie(request, COOKIE);
        Locale chosen = cookie == null ? Locale.ROOT : Locale.forLanguageTag(cookie.getValue());
        return chosen.getLanguage().isEmpty() || !isKnown(chosen) ? null : Locale.of(chosen.getLanguage());
    }

    /** Those that pages can be shown in; English without a country is written as in Britain. */
    private static List<Locale> accepted(@Nullable String header) {
        if (header == null) {
            return List.of();
        }
        try {
            return Locale.LanguageRange.parse(header).stream()
                    .map(range -> Locale.forLanguageTag(range.getRange()).stripExtensions())
                    .filter(Languages::isKnown)
                    .map(locale -> locale.equals(Locale.ENGLISH) ? Locale.UK : locale)
                    .toList();
        } catch (IllegalArgumentException malformed) {
            return List.of();
        }
    }

    private static boolean isKnown(Locale locale) {
        return Messages.speaks(locale) && When.knows(locale);
    }
}
