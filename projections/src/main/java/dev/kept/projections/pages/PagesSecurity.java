package dev.kept.projections.pages;

import dev.kept.projections.stream.Streams;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.Cookie;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.servlet.ConfigurableServletWebServerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.authentication.logout.LogoutSuccessHandler;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Who may open pages: whoever signed in at the provider; the first page and what an error looks like are for everybody. The session's
 * attributes have names of their own, because accounts may keep its own in the same session.
 */
@Configuration(proxyBeanMethods = false)
class PagesSecurity {

    static final String SIGN_IN = "/oauth2/authorization/" + Issuer.REGISTRATION;
    static final String EXPIRED = "kept.pages.expired";

    /** Where pages begin that are for somebody who signed in. */
    private static final List<String> PERSONAL =
            List.of("/ledgers", "/drafts", "/dashboard", "/me", "/reminders", "/reflections");

    private static final List<String> FOR_PROGRAMS = List.of("/api/", "/actuator", "/v3/", "/oauth2/", "/.well-known/");

    @Bean
    PagesSettings pagesSettings(Environment environment) {
        return PagesSettings.from(environment);
    }

    @Bean
    Issuer pagesIssuer(PagesSettings settings) {
        return new Issuer(settings);
    }

    @Bean
    Tokens pagesTokens() {
        return new Tokens();
    }

    /** Whoever signs out in one tab hears nothing more in another. */
    @Bean
    HttpSessionListener pagesStreamsOfEndedSessions(Streams streams) {
        return new HttpSessionListener() {
            @Override
            public void sessionDestroyed(HttpSessionEvent ended) {
                streams.endOf(ended.getSession().getId());
            }
        };
    }

    /** After all chains that claim paths of their own, before the one that denies the rest. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE - 100)
    SecurityFilterChain pagesChain(HttpSecurity http, PagesSettings settings, Issuer issuer, Tokens tokens) {
        PathPatternRequestMatcher.Builder path = PathPatternRequestMatcher.withDefaults();
        HttpSessionSecurityContextRepository contexts = new HttpSessionSecurityContextRepository();
        contexts.setSpringSecurityContextKey("kept.pages.signed-in");
        HttpSessionCsrfTokenRepository csrf = new HttpSessionCsrfTokenRepository();
        csrf.setSessionAttributeName("kept.pages.csrf");
        HttpSessionRequestCache wanted = wanted();
        http.securityMatcher(PagesSecurity::isForPages);
        http.securityContext(context -> context.securityContextRepository(contexts));
        // Whoever has a mail may end the mails, without a session: a mailbox's program posts there by itself.
        RequestMatcher unsubscribe = path.matcher("/reminders/unsubscribe");
        http.csrf(tokensOfForms -> tokensOfForms.csrfTokenRepository(csrf).ignoringRequestMatchers(unsubscribe));
        http.requestCache(cache -> cache.requestCache(wanted));
        http.headers(
                headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(contentSecurity(settings)))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                        .permissionsPolicyHeader(permissions ->
                                permissions.policy("camera=(), geolocation=(), microphone=(), payment=(), usb=()")));
        http.authorizeHttpRequests(requests -> requests.requestMatchers(
                        path.matcher(HttpMethod.GET, "/ledgers/{ledger}/invitations/{invitation}"),
                        path.matcher(HttpMethod.POST, "/ledgers/{ledger}/invitations/{invitation}/preview"),
                        path.matcher(HttpMethod.GET, "/drafts/{draft}/reading"),
                        unsubscribe)
                .permitAll()
                .requestMatchers(PERSONAL.stream()
                        .flatMap(place -> Stream.of(place, place + "/**"))
                        .toArray(String[]::new))
                .authenticated()
                .anyRequest()
                .permitAll());
        http.oauth2Login(login -> login.clientRegistrationRepository(issuer)
                .authorizedClientRepository(new InSession(tokens))
                .loginPage(SIGN_IN)
                .authorizationEndpoint(at -> at.authorizationRequestResolver(new Asking(issuer)))
                .successHandler((request, response, who) -> response.sendRedirect(goal(wanted, request, response)))
                .failureHandler((request, response, failure) -> response.sendRedirect("/?sign-in=failed")));
        http.logout(out -> out.logoutRequestMatcher(path.matcher(HttpMethod.POST, "/pages/sign-out"))
                .logoutSuccessHandler(signedOut(issuer, settings)));
        http.exceptionHandling(
                refused -> refused.accessDeniedHandler(denied()).authenticationEntryPoint(new ToTheProvider()));
        return http.build();
    }

    /** Out of reach of scripts and of other sites' forms. The name is its own: accounts may stand behind the same origin. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    WebServerFactoryCustomizer<ConfigurableServletWebServerFactory> pagesSessionCookie(PagesSettings settings) {
        return server -> {
            Cookie cookie = server.getSettings().getSession().getCookie();
            cookie.setName("kept");
            cookie.setHttpOnly(true);
            cookie.setSameSite(Cookie.SameSite.LAX);
            cookie.setSecure(settings.servedByTls());
        };
    }

    /** What stands under the pages' addresses, and whatever else a browser opens that nobody else has claimed. */
    private static boolean isForPages(HttpServletRequest request) {
        String path = request.getRequestURI();
        if (request.getDispatcherType() == DispatcherType.ERROR) {
            return false;
        }
        if (path.equals("/")
                || path.equals("/ledgers")
                || path.startsWith("/ledgers/")
                || path.startsWith("/pages/")
                || path.equals("/dashboard")
                || path.startsWith("/dashboard/")
                || path.equals("/me")
                || path.startsWith("/me/")
                || path.equals("/reminders")
                || path.startsWith("/reminders/")
                || path.equals("/reflections")
                || path.startsWith("/reflections/")
                || path.startsWith("/oauth2/authorization/")
                || path.startsWith("/login/oauth2/")) {
            return true;
        }
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return accept != null
                && accept.contains(MediaType.TEXT_HTML_VALUE)
                && FOR_PROGRAMS.stream().noneMatch(path::startsWith);
    }

    private static String contentSecurity(PagesSettings settings) {
        return ("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
                        + " form-action 'self' %s; base-uri 'none'; frame-ancestors 'none'")
                .formatted(settings.issuersOrigin());
    }

    /** Pages to come back to after signing in; not what a script asked for in between. */
    private static HttpSessionRequestCache wanted() {
        HttpSessionRequestCache cache = new HttpSessionRequestCache();
        cache.setSessionAttrName("kept.pages.wanted");
        withoutMark(cache);
        RequestMatcher pages = request -> HttpMethod.GET.matches(request.getMethod())
                && PERSONAL.stream().anyMatch(request.getRequestURI()::startsWith)
                && request.getHeader("HX-Request") == null
                && !request.getRequestURI().endsWith("/stream");
        cache.setRequestMatcher(pages);
        return cache;
    }

    @SuppressWarnings("NullAway")
    private static void withoutMark(HttpSessionRequestCache cache) {
        cache.setMatchingRequestParameterName(null);
    }

    private static String goal(
            HttpSessionRequestCache wanted, HttpServletRequest request, HttpServletResponse response) {
        SavedRequest saved = wanted.getRequest(request, response);
        if (saved == null) {
            return "/";
        }
        wanted.removeRequest(request, response);
        URI uri = URI.create(saved.getRedirectUrl());
        return uri.getRawQuery() == null ? uri.getRawPath() : uri.getRawPath() + "?" + uri.getRawQuery();
    }

    private static AccessDeniedHandler denied() {
        return (request, response, refusal) -> {
            if (refusal instanceof CsrfException) {
                request.setAttribute(EXPIRED, PagesErrors.formOf(request));
            }
            request.setAttribute(RequestDispatcher.ERROR_REQUEST_URI, request.getRequestURI());
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        };
    }

    /** The session here has ended; the provider is told to end its own where it wants to be told. */
    private static LogoutSuccessHandler signedOut(Issuer issuer, PagesSettings settings) {
        return (request, response, who) -> {
            String there = endSession(issuer);
            if (there == null || !(who != null && who.getPrincipal() instanceof OidcUser person)) {
                response.sendRedirect("/?signed-out");
                return;
            }
            UriComponentsBuilder address = UriComponentsBuilder.fromUriString(there)
                    .queryParam("id_token_hint", person.getIdToken().getTokenValue());
            if (settings.publicUrl() != null) {
                address.queryParam("post_logout_redirect_uri", settings.publicUrl() + "/");
            }
            response.sendRedirect(address.encode().toUriString());
        };
    }

    private static @Nullable String endSession(Issuer issuer) {
        try {
            return issuer.endSession();
        } catch (RuntimeException away) {
            return null;
        }
    }

    /** Whoever is new is sent to sign up, where the provider knows the difference. */
    private static final class ToTheProvider extends LoginUrlAuthenticationEntryPoint {

        ToTheProvider() {
            super(SIGN_IN);
        }

        @Override
        protected String determineUrlToUseForThisRequest(
                HttpServletRequest request, HttpServletResponse response, AuthenticationException refusal) {
            return request.getParameter("new") == null ? SIGN_IN : SIGN_IN + "?prompt=create";
        }
    }

    /** With PKCE, and with {@code prompt=create} where the person asked to sign up. */
    private static final class Asking implements OAuth2AuthorizationRequestResolver {

        private final DefaultOAuth2AuthorizationRequestResolver resolver;

        Asking(Issuer issuer) {
            resolver = new DefaultOAuth2AuthorizationRequestResolver(issuer, "/oauth2/authorization");
            resolver.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
        }

        @Override
        public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request) {
            return signingUp(request, resolver.resolve(request));
        }

        @Override
        public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request, String registration) {
            return signingUp(request, resolver.resolve(request, registration));
        }

        private static @Nullable OAuth2AuthorizationRequest signingUp(
                HttpServletRequest request, @Nullable OAuth2AuthorizationRequest asked) {
            return asked == null || !"create".equals(request.getParameter("prompt"))
                    ? asked
                    : OAuth2AuthorizationRequest.from(asked)
                            .additionalParameters(more -> more.put("prompt", "create"))
                            .build();
        }
    }

    private record InSession(Tokens tokens) implements OAuth2AuthorizedClientRepository {

        @Override
        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
        public <T extends OAuth2AuthorizedClient> @Nullable T loadAuthorizedClient(
                String registration, Authentication who, HttpServletRequest request) {
            return (T) tokens.kept(request);
        }

        @Override
        public void saveAuthorizedClient(
                OAuth2AuthorizedClient client,
                Authentication who,
                HttpServletRequest request,
                HttpServletResponse response) {
            tokens.keep(client, request);
        }

        @Override
        public void removeAuthorizedClient(
                String registration, Authentication who, HttpServletRequest request, HttpServletResponse response) {
            tokens.forget(request);
        }
    }
}
