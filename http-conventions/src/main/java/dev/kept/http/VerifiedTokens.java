package dev.kept.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/**
 * Remembers what a decoder has found valid, so that a program that asks a hundred times a second has its token's signature checked once.
 * Under the token's SHA-256: of two tokens that differ anywhere, each is verified by itself. A token is forgotten when it expires, and
 * after {@link #LONGEST} in any case, for its issuer may have withdrawn the key. What is refused is not remembered.
 */
final class VerifiedTokens implements JwtDecoder {

    /** For so long a token counts although its issuer has withdrawn the key that signed it. */
    static final Duration LONGEST = Duration.ofMinutes(5);

    private static final int MOST = 20_000;

    private final JwtDecoder decoder;
    private final Clock clock;
    private final Cache<ByteBuffer, Jwt> verified;

    VerifiedTokens(JwtDecoder decoder) {
        this(decoder, Clock.systemUTC(), Ticker.systemTicker());
    }

    VerifiedTokens(JwtDecoder decoder, Clock clock, Ticker ticker) {
        this.decoder = decoder;
        this.clock = clock;
        this.verified = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(LONGEST)
                .ticker(ticker)
                .build();
    }

    @Override
    public Jwt decode(String token) {
        ByteBuffer digest = digest(token);
        Jwt known = verified.getIfPresent(digest);
        if (known != null && !hasExpired(known)) {
            return known;
        }
        Jwt decoded = decoder.decode(token);
        verified.put(digest, decoded);
        return decoded;
    }

    /** Whether it may have: then the decoder decides, which knows how far clocks may differ. */
    private boolean hasExpired(Jwt token) {
        Instant end = token.getExpiresAt();
        return end == null || !clock.instant().isBefore(end);
    }

    private static ByteBuffer digest(String token) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
