package dev.kept.accounts.web;

import dev.kept.accounts.openid.OpenIdProvider;
import dev.kept.accounts.settings.AccountsSettings;
import dev.kept.http.ContentSecurity;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.server.authorization.oidc.authentication.OidcLogoutAuthenticationToken;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/** Three chains, each for its own paths, all before the one for the rest of {@code /api}. */
@Configuration(proxyBeanMethods = false)
class SecurityChains {

    private static final String SIGN_IN = "/sign-in";

    private final AccountsSettings settings;
    private final OpenIdProvider provider;
    private final BrowserSession session;

    SecurityChains(AccountsSettings settings, OpenIdProvider provider, BrowserSession session) {
        this.settings = settings;
        this.provider = provider;
        this.session = session;
    }

    @Bean
    @Order(-300)
    SecurityFilterChain accountsProviderChain(HttpSecurity http) {
        withBrowserSession(http);
        http.securityMatcher(provider.serve(http, this::signedOut));
        http.exceptionHandling(refused -> refused.authenticationEntryPoint(provider.entryPoint(new InOrUp())));
        http.authorizeHttpRequests(requests -> requests
                // Nothing is introspected: access tokens speak for themselves.
                .requestMatchers("/oauth2/introspect")
                .denyAll()
                .anyRequest()
                .authenticated());
        return http.build();
    }

    @Bean
    @Order(-299)
    SecurityFilterChain accountsPagesChain(HttpSecurity http) {
        withBrowserSession(http);
        http.securityMatcher(SIGN_IN, SIGN_IN + "/**", "/sign-up", "/sign-out", "/account/**", "/accounts/**");
        http.authorizeHttpRequests(requests -> requests.requestMatchers("/account/**")
                .authenticated()
                .anyRequest()
                .permitAll());
        http.exceptionHandling(refused -> refused.accessDeniedPage(FormExpiredPage.PATH)
                .authenticationEntryPoint(new LoginUrlAuthenticationEntryPoint(SIGN_IN)));
        http.logout(out -> out.logoutUrl("/sign-out")
                .addLogoutHandler((request, response, who) -> session.end(request, response))
                .logoutSuccessUrl(SIGN_IN + "?signed-out"));
        return http.build();
    }

    @Bean
    @Order(-298)
    SecurityFilterChain accountsApiChain(HttpSecurity http, BearerRefusal refusal) {
        http.securityMatcher("/api/accounts/**");
        http.sessionManagement(none -> none.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
        // Without cookies there is nothing to forge: each request carries its token itself.
        http.csrf(csrf -> csrf.disable());
        http.requestCache(cache -> cache.disable());
        http.headers(headers -> headers.contentSecurityPolicy(
                        policy -> policy.policyDirectives(ContentSecurity.NOTHING_BUT_DATA))
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER)));
        http.logout(logout -> logout.disable());
        http.oauth2ResourceServer(bearer ->
                bearer.jwt(jwt -> jwt.decoder(provider.accessTokens())).authenticationEntryPoint(refusal));
        http.exceptionHandling(refused -> refused.authenticationEntryPoint(refusal));
        http.authorizeHttpRequests(requests -> requests.requestMatchers("/api/accounts/me/**")
                .authenticated()
                .anyRequest()
                .permitAll());
        return http.build();
    }

    /** Whoever is sent here to make an account, as {@code prompt=create} of OpenID Connect says, is not asked for a password first. */
    private static final class InOrUp extends LoginUrlAuthenticationEntryPoint {

        InOrUp() {
            super(SIGN_IN);
        }

        @Override
        protected String determineUrlToUseForThisRequest(
                HttpServletRequest request, HttpServletResponse response, AuthenticationException refusal) {
            return "create".equals(request.getParameter("prompt")) ? "/sign-up" : SIGN_IN;
        }
    }

    /** Ends the session that the ID token names and all that it granted, whatever this browser still has of it. */
    private void signedOut(HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws IOException {
        OidcLogoutAuthenticationToken out = (OidcLogoutAuthenticationToken) authentication;
        OidcIdToken hint = Objects.requireNonNull(out.getIdToken());
        session.end(hint.getClaimAsString("sid"), UUID.fromString(hint.getSubject()), request, response);
        String address = out.getPostLogoutRedirectUri();
        if (address == null) {
            response.sendRedirect(SIGN_IN + "?signed-out");
            return;
        }
        UriComponentsBuilder to = UriComponentsBuilder.fromUriString(address);
        if (out.getState() != null) {
            to.queryParam("state", UriUtils.encode(out.getState(), StandardCharsets.UTF_8));
        }
        response.sendRedirect(to.build(true).toUriString());
    }

    private void withBrowserSession(HttpSecurity http) {
        http.sessionManagement(none -> none.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
        http.securityContext(context -> context.securityContextRepository(session.contexts()));
        http.requestCache(cache -> cache.requestCache(session.wanted()));
        http.csrf(csrf -> csrf.csrfTokenRepository(session.forms()));
        http.headers(
                headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(contentSecurityPolicy()))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                        .permissionsPolicyHeader(permissions ->
                                permissions.policy("camera=(), geolocation=(), microphone=(), payment=(), usb=()")));
    }

    /** A form here may end, by way of redirects, at Kept's pages; that is why their origin is among its targets. */
    private String contentSecurityPolicy() {
        return ("default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self';"
                        + " form-action 'self' %s; base-uri 'none'; frame-ancestors 'none'")
                .formatted(origin(settings.publicUrl()));
    }

    private static String origin(URI url) {
        return url.getScheme() + "://" + url.getRawAuthority();
    }
}
