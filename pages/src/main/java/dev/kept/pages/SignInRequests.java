package dev.kept.pages;

import dev.kept.http.browser.HostCookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.web.AuthorizationRequestRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** A sign-in under way, in a cookie of the browser in which it began: whichever replica the provider sends it back to can finish it. */
final class SignInRequests implements AuthorizationRequestRepository<OAuth2AuthorizationRequest> {

    private static final Duration KEPT = Duration.ofMinutes(30);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HostCookie cookie;
    private final Issuer issuer;

    SignInRequests(HostCookie cookie, Issuer issuer) {
        this.cookie = cookie;
        this.issuer = issuer;
    }

    private record Begun(
            @Nullable String state,
            @Nullable String nonce,
            @Nullable String verifier,
            @Nullable String redirect) {}

    @Override
    public @Nullable OAuth2AuthorizationRequest loadAuthorizationRequest(HttpServletRequest request) {
        String state = request.getParameter(OAuth2ParameterNames.STATE);
        Begun begun = begun(cookie.read(request));
        if (state == null
                || begun == null
                || begun.state() == null
                || begun.nonce() == null
                || begun.verifier() == null
                || begun.redirect() == null
                || !same(state, begun.state())) {
            return null;
        }
        ClientRegistration registration = issuer.registration();
        return OAuth2AuthorizationRequest.authorizationCode()
                .clientId(registration.getClientId())
                .authorizationUri(Objects.requireNonNull(
                        registration.getProviderDetails().getAuthorizationUri(), "an authorization endpoint"))
                .redirectUri(begun.redirect())
                .scopes(registration.getScopes())
                .state(state)
                .attributes(Map.of(
                        OAuth2ParameterNames.REGISTRATION_ID, Issuer.REGISTRATION,
                        OidcParameterNames.NONCE, begun.nonce(),
                        PkceParameterNames.CODE_VERIFIER, begun.verifier()))
                .build();
    }

    @Override
    public void saveAuthorizationRequest(
            @Nullable OAuth2AuthorizationRequest asked, HttpServletRequest request, HttpServletResponse response) {
        if (asked == null) {
            cookie.clear(response);
            return;
        }
        Begun begun = new Begun(
                asked.getState(),
                asked.getAttribute(OidcParameterNames.NONCE),
                asked.getAttribute(PkceParameterNames.CODE_VERIFIER),
                asked.getRedirectUri());
        cookie.set(
                response, Base64.getUrlEncoder().withoutPadding().encodeToString(JSON.writeValueAsBytes(begun)), KEPT);
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest removeAuthorizationRequest(
            HttpServletRequest request, HttpServletResponse response) {
        OAuth2AuthorizationRequest begun = loadAuthorizationRequest(request);
        if (begun != null) {
            cookie.clear(response);
        }
        return begun;
    }

    private static @Nullable Begun begun(@Nullable String value) {
        if (value == null) {
            return null;
        }
        try {
            return JSON.readValue(Base64.getUrlDecoder().decode(value), Begun.class);
        } catch (IllegalArgumentException | JacksonException unreadable) {
            return null;
        }
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
