package dev.kept.accounts.openid;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.oidc.authentication.OidcLogoutAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.oidc.authentication.OidcLogoutAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.oidc.authentication.OidcLogoutAuthenticationValidator;

/**
 * Takes any ID token that this provider ever signed as the hint to a sign-in, however old it is and whether or not it was renewed
 * since: OpenID Connect asks for that, and Spring's own provider knows only the newest one.
 */
class SignOut implements AuthenticationProvider {

    private final RegisteredClientRepository clients;
    private final JwtDecoder signedHere;
    private final OidcLogoutAuthenticationValidator addresses = new OidcLogoutAuthenticationValidator();

    SignOut(RegisteredClientRepository clients, SigningKeys keys, String issuer) {
        this.clients = clients;
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSource(keys)
                .jwtProcessorCustomizer(processor ->
                        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, null)))
                .build();
        // Its age does not matter.
        decoder.setJwtValidator(new JwtIssuerValidator(issuer));
        this.signedHere = decoder;
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        OidcLogoutAuthenticationToken asked = (OidcLogoutAuthenticationToken) authentication;
        Jwt hint = hint(asked.getIdTokenHint());
        RegisteredClient client =
                hint.getAudience() == null || hint.getAudience().size() != 1
                        ? null
                        : clients.findByClientId(hint.getAudience().getFirst());
        if (client == null) {
            throw refusal(OAuth2ErrorCodes.INVALID_TOKEN, "The id_token_hint is not for a client known here.");
        }
        if (asked.getClientId() != null && !asked.getClientId().equals(client.getClientId())) {
            throw refusal(OAuth2ErrorCodes.INVALID_REQUEST, "The client_id is not the one of the id_token_hint.");
        }
        addresses.accept(OidcLogoutAuthenticationContext.with(asked)
                .registeredClient(client)
                .build());
        return new OidcLogoutAuthenticationToken(
                new OidcIdToken(hint.getTokenValue(), hint.getIssuedAt(), hint.getExpiresAt(), hint.getClaims()),
                (Authentication) Objects.requireNonNull(asked.getPrincipal()),
                asked.getSessionId(),
                asked.getClientId(),
                asked.getPostLogoutRedirectUri(),
                asked.getState());
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return OidcLogoutAuthenticationToken.class.isAssignableFrom(authentication);
    }

    private Jwt hint(String token) {
        try {
            Jwt hint = signedHere.decode(token);
            if (isId(hint.getSubject())) {
                return hint;
            }
        } catch (JwtException e) {
            // Said below.
        }
        throw refusal(OAuth2ErrorCodes.INVALID_TOKEN, "The id_token_hint was not issued here.");
    }

    private static boolean isId(@Nullable String subject) {
        try {
            return subject != null && !UUID.fromString(subject).toString().isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static OAuth2AuthenticationException refusal(String code, String sentence) {
        return new OAuth2AuthenticationException(new OAuth2Error(code, sentence, null));
    }
}
