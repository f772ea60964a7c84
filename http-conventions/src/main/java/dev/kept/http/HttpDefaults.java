package dev.kept.http;

import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/** What an application, or a test, replaces by a bean of its own. */
@AutoConfiguration
@ConditionalOnBean(HttpConventions.class)
class HttpDefaults {

    /** The domain's time. A token's validity is checked against the machine's own. */
    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }

    /** Not a default candidate: whoever else decodes tokens in the same context must not get hold of it by its type. */
    @Bean(name = "apiJwtDecoder", defaultCandidate = false)
    @ConditionalOnMissingBean(name = "apiJwtDecoder")
    JwtDecoder apiJwtDecoder(
            @Value("${kept.oauth.issuer:}") String issuer,
            @Value("${kept.oauth.audience:kept}") String audience,
            @Value("${kept.oauth.jwk-set-uri:}") String jwkSetUri,
            @Value("${kept.oauth.access-token-type:at+jwt}") String accessTokenType) {
        if (issuer.isBlank()) {
            throw new IllegalStateException(
                    "kept.oauth.issuer is not set: give it the URL of the OpenID provider whose access tokens are accepted.");
        }
        return new VerifiedTokens(new IssuerDecoder(
                issuer,
                audience,
                jwkSetUri.isBlank() ? null : jwkSetUri,
                AccessTokens.ofType(accessTokenType, audience)));
    }
}
