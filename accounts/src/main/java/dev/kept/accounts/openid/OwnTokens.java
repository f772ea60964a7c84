package dev.kept.accounts.openid;

import com.nimbusds.jose.jwk.JWK;
import dev.kept.accounts.database.OfAccounts;
import dev.kept.accounts.settings.AccountsSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.stereotype.Component;

/** Access tokens by which accounts themselves act for a person: they reach nobody but the API. */
@Component
public class OwnTokens {

    /** As which client: entries that are recorded so name it. */
    static final String CLIENT = "kept-accounts";

    private static final Duration VALID = Duration.ofMinutes(10);

    private final NimbusJwtEncoder encoder;
    private final AccountsSettings settings;
    private final Clock clock;

    OwnTokens(SigningKeys keys, AccountsSettings settings, @OfAccounts Clock clock) {
        this.encoder = new NimbusJwtEncoder(keys);
        this.encoder.setJwkSelector(List<JWK>::getFirst);
        this.settings = settings;
        this.clock = clock;
    }

    /** @param account also one that is closed: the services check who signed it, not whether there is the account */
    public String of(UUID account) {
        Instant now = clock.instant();
        JwtClaimsSet claims = JwtClaimsSet.builder()
                .id(UUID.randomUUID().toString())
                .issuer(settings.issuer())
                .subject(account.toString())
                .audience(List.of(settings.audience()))
                .issuedAt(now)
                .notBefore(now)
                .expiresAt(now.plus(VALID))
                .claim(TokenClaims.CLIENT_ID, CLIENT)
                .build();
        JwsHeader header = JwsHeader.with(SignatureAlgorithm.RS256)
                .type(TokenClaims.ACCESS_TOKEN_TYPE)
                .build();
        return encoder.encode(JwtEncoderParameters.from(header, claims)).getTokenValue();
    }
}
