package dev.kept.pages;

import dev.kept.http.browser.FormTokens;
import dev.kept.http.browser.HostCookie;
import dev.kept.http.browser.WantedPage;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
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
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.authentication.logout.LogoutSuccessHandler;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Who may open pages: whoever signed in at the provider; the first page and what an error looks like are for everybody. There is
 * no HTTP session: {@link PagesSessions} has the sessions, and cookies what a browser needs before it has one.
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
    PagesSessions pagesSessions(
            @Qualifier("pagesDataSource") DataSource dataSource,
            @Qualifier("pagesTransactions") TransactionOperations transactions,
            PagesSettings settings) {
        return new PagesSessions(
                new JdbcPagesSessions(dataSource, transactions), cookie("kept", settings), settings.issuer());
    }

    @Bean
    IdleSessions pagesIdleSessions(PagesSessions sessions) {
        return new IdleSessions(sessions);
    }

    @Bean
    PageStreams pagesStreams(PagesSessions sessions) {
        return new PageStreams(sessions::isLive);
    }

    @Bean
    Tokens pagesTokens(PagesSessions sessions, Issuer issuer) {
        return new Tokens(sessions, issuer);
    }

    /** After all chains that claim paths of their own, before the one that denies the rest. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE - 100)
    SecurityFilterChain pagesChain(
            HttpSecurity http,
            PagesSettings settings,
            Issuer issuer,
            PagesSessions sessions,
            PageStreams streams,
            FormFiles files) {
        PathPatternRequestMatcher.Builder path = PathPatternRequestMatcher.withDefaults();
        SignedInContexts contexts = new SignedInContexts(sessions);
        FormTokens csrf = new FormTokens(cookie("kept", settings), cookie("kept-form", settings));
        WantedPage wanted = wanted(settings);
        http.securityMatcher(PagesSecurity::isForPages);
        http.sessionManagement(none -> none.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
        http.securityContext(context -> context.securityContextRepository(contexts));
        // Whoever has a mail may end the mails, without a session: a mailbox's program posts there by itself.
        RequestMatcher unsubscribe = path.matcher("/reminders/unsubscribe");
        http.csrf(tokensOfForms -> tokensOfForms.csrfTokenRepository(csrf).ignoringRequestMatchers(unsubscribe));
        http.addFilterBefore(FormFiles.opening(), CsrfFilter.class);
        http.addFilterAfter(files.taking(), AuthorizationFilter.class);
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
                .authorizedClientRepository(new InSession(sessions))
                .loginPage(SIGN_IN)
                .authorizationEndpoint(at -> at.authorizationRequestResolver(new Asking(issuer))
                        .authorizationRequestRepository(new SignInRequests(cookie("kept-sign-in", settings), issuer)))
                .successHandler((request, response, who) -> {
                    String goal = wanted.take(request, response);
                    response.sendRedirect(goal == null ? "/" : goal);
                })
                .failureHandler((request, response, failure) -> response.sendRedirect("/?sign-in=failed")));
        http.logout(out -> out.logoutRequestMatcher(path.matcher(HttpMethod.POST, "/pages/sign-out"))
                .addLogoutHandler((request, response, who) -> {
                    String ended = sessions.end(request, response);
                    if (ended != null) {
                        streams.endAllOf(ended);
                    }
                })
                .logoutSuccessHandler(signedOut(issuer)));
        http.exceptionHandling(
                refused -> refused.accessDeniedHandler(denied()).authenticationEntryPoint(new ToTheProvider()));
        return http.build();
    }

    /** The names are the pages' own: accounts may stand behind the same origin. */
    private static HostCookie cookie(String name, PagesSettings settings) {
        return HostCookie.named(name, settings.servedByTls());
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
                .formatted(settings.formTargets());
    }

    /** Pages to come back to after signing in; not what a script asked for in between. */
    private static WantedPage wanted(PagesSettings settings) {
        RequestMatcher pages = request -> HttpMethod.GET.matches(request.getMethod())
                && isPersonal(request.getRequestURI())
                && request.getHeader("HX-Request") == null
                && !request.getRequestURI().endsWith("/stream")
                && !request.getRequestURI().contains("/protection/");
        return new WantedPage(cookie("kept-wanted", settings), pages, PagesSecurity::isPersonal);
    }

    private static boolean isPersonal(String path) {
        return PERSONAL.stream().anyMatch(place -> path.equals(place) || path.startsWith(place + "/"));
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

    /** The session here has ended; the browser goes on to end the provider's, where there is a place for that. */
    private static LogoutSuccessHandler signedOut(Issuer issuer) {
        return (request, response, who) -> {
            String there = endSession(issuer);
            if (there == null || !(who != null && who.getPrincipal() instanceof OidcUser person)) {
                response.sendRedirect("/?signed-out");
                return;
            }
            request.setAttribute(SignOutPages.END_SESSION, there);
            request.setAttribute(SignOutPages.ID_TOKEN, person.getIdToken().getTokenValue());
            request.getRequestDispatcher(SignOutPages.PATH).forward(request, response);
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

        /** A form that was sent after its session ended comes back as it was once the person signs in again. */
        @Override
        public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException refusal)
                throws IOException, ServletException {
            if (HttpMethod.GET.matches(request.getMethod()) || HttpMethod.HEAD.matches(request.getMethod())) {
                super.commence(request, response, refusal);
            } else {
                request.setAttribute(EXPIRED, PagesErrors.formOf(request));
                request.setAttribute(RequestDispatcher.ERROR_REQUEST_URI, request.getRequestURI());
                response.sendError(HttpServletResponse.SC_FORBIDDEN);
            }
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
            return SIGN_IN.equals(request.getRequestURI()) ? signingUp(request, resolver.resolve(request)) : null;
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

    /** A sign-in hands its tokens over here; what needs them later asks {@link Tokens}. */
    private record InSession(PagesSessions sessions) implements OAuth2AuthorizedClientRepository {

        @Override
        @SuppressWarnings("TypeParameterUnusedInFormals")
        public <T extends OAuth2AuthorizedClient> @Nullable T loadAuthorizedClient(
                String registration, Authentication who, HttpServletRequest request) {
            return null;
        }

        @Override
        public void saveAuthorizedClient(
                OAuth2AuthorizedClient client,
                Authentication who,
                HttpServletRequest request,
                HttpServletResponse response) {
            if (who.getPrincipal() instanceof OidcUser person) {
                sessions.begin(person, client, request, response);
            }
        }

        @Override
        public void removeAuthorizedClient(
                String registration, Authentication who, HttpServletRequest request, HttpServletResponse response) {
            sessions.end(request, response);
        }
    }
}
