package dev.kept.accounts.openid;

import java.util.List;
import java.util.Objects;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationCode;

/** Writes a token with another value and everything else the same. */
class TokenCopy {

    static final List<Class<? extends OAuth2Token>> TYPES = List.of(
            OAuth2AuthorizationCode.class, OAuth2AccessToken.class, OidcIdToken.class, OAuth2RefreshToken.class);

    private TokenCopy() {}

    static void put(
            OAuth2Authorization.Builder builder, OAuth2Authorization.Token<? extends OAuth2Token> token, String value) {
        OAuth2Token copy = switch (token.getToken()) {
            case OAuth2AuthorizationCode code ->
                new OAuth2AuthorizationCode(
                        value, Objects.requireNonNull(code.getIssuedAt()), Objects.requireNonNull(code.getExpiresAt()));
            case OAuth2AccessToken access ->
                new OAuth2AccessToken(
                        access.getTokenType(), value, access.getIssuedAt(), access.getExpiresAt(), access.getScopes());
            case OidcIdToken id -> new OidcIdToken(value, id.getIssuedAt(), id.getExpiresAt(), id.getClaims());
            case OAuth2RefreshToken refresh ->
                new OAuth2RefreshToken(value, refresh.getIssuedAt(), refresh.getExpiresAt());
            case OAuth2Token other ->
                throw new IllegalStateException(
                        "no such token is issued here: " + other.getClass().getName());
        };
        builder.token(copy, metadata -> metadata.putAll(token.getMetadata()));
    }
}
