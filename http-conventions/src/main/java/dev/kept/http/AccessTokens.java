package dev.kept.http;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;

/**
 * Tells access tokens from ID tokens. The type that RFC 9068 requires, {@code at+jwt}, decides; for providers that do not set it,
 * {@code kept.oauth.access-token-type=any} refuses what only ID tokens have instead.
 */
final class AccessTokens {

    private static final String BY_TYPE = "at+jwt";
    private static final String ANY = "any";
    private static final List<String> TYPES = List.of(BY_TYPE, "application/at+jwt");

    /** Claims that OpenID Connect defines for ID tokens alone. */
    private static final List<String> OF_ID_TOKENS = List.of("nonce", "at_hash", "c_hash", "s_hash");

    private AccessTokens() {}

    /** @throws IllegalStateException when the setting is neither {@code at+jwt} nor {@code any} */
    static OAuth2TokenValidator<Jwt> ofType(String setting, String audience) {
        return switch (setting) {
            case BY_TYPE -> new JwtTypeValidator(TYPES);
            case ANY -> token -> verdict(!isIdToken(token, audience));
            default ->
                throw new IllegalStateException(
                        "kept.oauth.access-token-type must be at+jwt, or any for a provider that does not set the type.");
        };
    }

    /** An ID token's audience is the client that asked for it, so a client named like our audience has none to show. */
    private static boolean isIdToken(Jwt token, String audience) {
        boolean typed = token.getHeaders().get("typ") instanceof String type
                && TYPES.stream().anyMatch(type::equalsIgnoreCase);
        return !typed
                && (OF_ID_TOKENS.stream().anyMatch(token::hasClaim)
                        || "ID".equals(token.getClaims().get("typ"))
                        || Stream.of("azp", "client_id")
                                .anyMatch(client ->
                                        audience.equals(token.getClaims().get(client))));
    }

    private static OAuth2TokenValidatorResult verdict(boolean accepted) {
        return accepted
                ? OAuth2TokenValidatorResult.success()
                : OAuth2TokenValidatorResult.failure(
                        new OAuth2Error("invalid_token", "the token is an ID token, not an access token", null));
    }
}
