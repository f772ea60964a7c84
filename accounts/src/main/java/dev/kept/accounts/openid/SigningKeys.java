package dev.kept.accounts.openid;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import dev.kept.accounts.database.OfAccounts;
import dev.kept.accounts.housekeeping.Chore;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * The keys that sign tokens: made at the first start, kept in the database, replaced every 90 days. RS256, since every
 * request to the API verifies a signature and few make one, and since each OpenID client knows it.
 *
 * <p>A new key is published some minutes before it signs, so that no machine is asked about a key it has not read yet.
 * An old one stays published as long as a sign-in can name
 * itself by an ID token that it signed. The one that signs stands first.
 */
@Component
class SigningKeys implements JWKSource<SecurityContext>, Chore {

    private static final int RSA_BITS = 2048;
    private static final Duration REPLACED_AFTER = Duration.ofDays(90);
    private static final Duration READ_AGAIN_AFTER = Duration.ofMinutes(1);
    private static final Duration PUBLISHED_BEFORE_USE = Duration.ofMinutes(5);
    private static final Duration PUBLISHED_AFTER_USE = Duration.ofDays(16);

    private record Published(List<JWK> keys, Instant readAt) {}

    private final JdbcSigningKeys stored;
    private final Clock clock;
    private volatile @Nullable Published published;

    SigningKeys(JdbcSigningKeys stored, @OfAccounts Clock clock) {
        this.stored = stored;
        this.clock = clock;
        tidy();
        // Read before anybody asks: the database may be away when the first one does.
        published();
    }

    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) {
        return selector.select(new JWKSet(published()));
    }

    @Override
    public final void tidy() {
        Instant now = clock.instant();
        stored.insertUnlessYoung(now.minus(REPLACED_AFTER), () -> generate(now));
        stored.deleteSuperseded(now.minus(PUBLISHED_AFTER_USE));
    }

    private List<JWK> published() {
        Published last = published;
        Instant now = clock.instant();
        if (last != null && now.isBefore(last.readAt().plus(READ_AGAIN_AFTER))) {
            return last.keys();
        }
        try {
            Published read = new Published(signingFirst(stored.all(), now.minus(PUBLISHED_BEFORE_USE)), now);
            published = reusing(last, read);
            return read.keys();
        } catch (DataAccessException e) {
            if (last != null) {
                // Signatures can be verified without the database; the next call tries again.
                return last.keys();
            }
            throw e;
        }
    }

    /** Keeps the list while it says the same: what others remember per key stays of use. */
    private static Published reusing(@Nullable Published last, Published read) {
        return last != null && last.keys().equals(read.keys()) ? new Published(last.keys(), read.readAt()) : read;
    }

    private static List<JWK> signingFirst(List<JdbcSigningKeys.Stored> newestFirst, Instant knownToAll) {
        List<JWK> keys = new ArrayList<>();
        List<JWK> notYet = new ArrayList<>();
        for (JdbcSigningKeys.Stored key : newestFirst) {
            (key.createdAt().isAfter(knownToAll) ? notYet : keys).add(parsed(key));
        }
        // With nothing but new keys, as after the first start, the oldest of them is the best known.
        keys.addAll(notYet.reversed());
        return List.copyOf(keys);
    }

    private static JWK parsed(JdbcSigningKeys.Stored key) {
        try {
            return JWK.parse(key.privateJwk());
        } catch (ParseException e) {
            // Without its cause, whose message may quote the key.
            throw new IllegalStateException("A row of accounts.signing_key is no JWK; delete it to have a new key.");
        }
    }

    private static JdbcSigningKeys.Fresh generate(Instant now) {
        try {
            RSAKey key = new RSAKeyGenerator(RSA_BITS)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .keyIDFromThumbprint(true)
                    .generate();
            return new JdbcSigningKeys.Fresh(key.getKeyID(), key.toJSONString(), now);
        } catch (JOSEException e) {
            throw new IllegalStateException("This Java makes no RSA keys.", e);
        }
    }
}
