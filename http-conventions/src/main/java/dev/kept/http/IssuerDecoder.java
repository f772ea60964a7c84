package dev.kept.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.web.client.RestTemplate;

/**
 * Validates access tokens of one issuer: signature, type, issuer, audience, subject, validity. Asks the issuer for its keys when the first
 * token comes, never before: the issuer may start later, or in this very process.
 */
final class IssuerDecoder implements JwtDecoder {

    private static final Duration CLOCK_SKEW = Duration.ofSeconds(30);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(3);

    private final String issuer;
    private final String audience;
    private final @Nullable String jwkSetUri;
    private final OAuth2TokenValidator<Jwt> type;
    private volatile @Nullable JwtDecoder decoder;

    /** Without {@code jwkSetUri}, it is looked up in the issuer's metadata. */
    IssuerDecoder(String issuer, String audience, @Nullable String jwkSetUri, OAuth2TokenValidator<Jwt> type) {
        this.issuer = issuer;
        this.audience = audience;
        this.jwkSetUri = jwkSetUri;
        this.type = type;
    }

    @Override
    public Jwt decode(String token) {
        JwtDecoder ready = decoder;
        if (ready == null) {
            ready = connect();
            decoder = ready;
        }
        return ready.decode(token);
    }

    private JwtDecoder connect() {
        SimpleClientHttpRequestFactory http = new SimpleClientHttpRequestFactory();
        http.setConnectTimeout(CONNECT_TIMEOUT);
        http.setReadTimeout(READ_TIMEOUT);
        try {
            var builder = jwkSetUri == null
                    ? NimbusJwtDecoder.withIssuerLocation(issuer)
                    : NimbusJwtDecoder.withJwkSetUri(jwkSetUri);
            NimbusJwtDecoder ready = builder.restOperations(new RestTemplate(http))
                    .jwsAlgorithms(algorithms -> {
                        for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
                            algorithms.add(algorithm);
                        }
                    })
                    .validateType(false)
                    .build();
            ready.setJwtValidator(validator());
            return ready;
        } catch (RuntimeException e) {
            throw new JwtException("the issuer cannot be reached", e);
        }
    }

    private OAuth2TokenValidator<Jwt> validator() {
        JwtTimestampValidator time = new JwtTimestampValidator(CLOCK_SKEW);
        time.setAllowEmptyExpiryClaim(false);
        return new DelegatingOAuth2TokenValidator<>(
                time,
                type,
                new JwtIssuerValidator(issuer),
                new JwtAudienceValidator(audience),
                IssuerDecoder::hasSubject);
    }

    private static OAuth2TokenValidatorResult hasSubject(Jwt token) {
        String subject = token.getSubject();
        return subject == null || subject.isBlank()
                ? OAuth2TokenValidatorResult.failure(
                        new OAuth2Error("invalid_token", "the token names no subject", null))
                : OAuth2TokenValidatorResult.success();
    }
}
