package dev.kept.pages;

import dev.kept.http.Caller;
import dev.kept.wording.When;
import dev.kept.wording.Words;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.LocaleResolver;

/** Gives a handler the {@link Visit} it serves. */
final class Visits implements HandlerMethodArgumentResolver {

    private static final String ZONE_COOKIE = "kept-zone";

    private final Api api;
    private final Tokens tokens;
    private final WrittenCookie written;
    private final ReaderSettings settings;
    private final String issuer;
    private final LocaleResolver languages;
    private final Clock clock;

    Visits(
            Api api,
            Tokens tokens,
            WrittenCookie written,
            ReaderSettings settings,
            String issuer,
            LocaleResolver languages,
            Clock clock) {
        this.settings = settings;
        this.api = api;
        this.tokens = tokens;
        this.written = written;
        this.issuer = issuer;
        this.languages = languages;
        this.clock = clock;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Visit.class;
    }

    @Override
    public Visit resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest web,
            @Nullable WebDataBinderFactory binders) {
        HttpServletRequest request = web.getNativeRequest(HttpServletRequest.class);
        HttpServletResponse response = web.getNativeResponse(HttpServletResponse.class);
        if (request == null || response == null) {
            throw new IllegalStateException("pages are served to HTTP requests");
        }
        // First of all: language, zone and order of dates are the reader's.
        Reader reader = reader(request);
        settings.remind(request, response);
        Words words = new Words(languages.resolveLocale(request));
        Visit visit = new Visit(request, response, api, written, reader, when(request), words);
        if (container != null) {
            container.getModel().addAttribute("when", visit.when());
            container.getModel().addAttribute("words", words);
            container.getModel().addAttribute("visit", visit);
        }
        return visit;
    }

    private When when(HttpServletRequest request) {
        return new When(
                zone(request),
                languages.resolveLocale(request),
                ReaderSettings.in(request).dates(),
                clock.instant());
    }

    @Nullable
    Reader reader(HttpServletRequest request) {
        if (!(SecurityContextHolder.getContext().getAuthentication() instanceof OAuth2AuthenticationToken who)
                || !(who.getPrincipal() instanceof OidcUser person)) {
            return null;
        }
        String token = tokens.token(request);
        if (token == null) {
            return null;
        }
        UUID member = Caller.memberOf(issuer, Objects.requireNonNull(person.getSubject()));
        settings.of(request, member, token);
        String name = person.getFullName();
        return new Reader(
                member,
                name == null || name.isBlank() ? new Words(languages.resolveLocale(request)).text("page.member") : name,
                token,
                zone(request),
                languages.resolveLocale(request));
    }

    private static ZoneId zone(HttpServletRequest request) {
        ZoneId chosen = ReaderSettings.in(request).zone();
        return chosen == null ? ofBrowser(request) : chosen;
    }

    private static ZoneId ofBrowser(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (cookie.getName().equals(ZONE_COOKIE)) {
                    try {
                        return ZoneId.of(cookie.getValue().replace("%2F", "/"));
                    } catch (DateTimeException unknown) {
                        return ZoneOffset.UTC;
                    }
                }
            }
        }
        return ZoneOffset.UTC;
    }
}
