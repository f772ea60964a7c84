package dev.kept.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * Who is asking.
 *
 * @param member an opaque id, the same for the same subject of the same issuer, whatever the provider's subjects look like
 * @param name how the provider names the person, at most 200 characters; {@code Member} when it does not say
 * @param client an opaque id of the program that asks in the person's name; null when the token does not say
 */
public record Caller(UUID member, String name, @Nullable UUID client) {

    private static final int MAX_NAME = 200;

    /**
     * The id that ledgers hold for a person: a UUID of version 8, from the first 16 bytes of SHA-256 over issuer, newline, subject.
     */
    public static UUID memberOf(String issuer, String subject) {
        return opaque(issuer + "\n" + subject);
    }

    /** The id by which statements name a program: made of issuer, newline, {@code client}, newline and the OAuth client's id. */
    public static UUID clientOf(String issuer, String clientId) {
        return opaque(issuer + "\nclient\n" + clientId);
    }

    private static UUID opaque(String lines) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(lines.getBytes(StandardCharsets.UTF_8));
            ByteBuffer bytes = ByteBuffer.wrap(hash);
            long high = (bytes.getLong() & ~0xF000L) | 0x8000L;
            long low = (bytes.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
            return new UUID(high, low);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The person a validated token stands for. */
    public static Caller of(Jwt token) {
        String issuer = Objects.requireNonNull(token.getClaimAsString("iss"), "the decoder checks the issuer");
        String subject = Objects.requireNonNull(token.getSubject(), "the decoder checks the subject");
        String name = cleaned(token.getClaimAsString("name"));
        if (name.isEmpty()) {
            name = cleaned(token.getClaimAsString("preferred_username"));
        }
        return new Caller(memberOf(issuer, subject), name.isEmpty() ? "Member" : name, client(issuer, token));
    }

    /** RFC 9068 has {@code client_id}; some providers say {@code azp} instead. */
    private static @Nullable UUID client(String issuer, Jwt token) {
        for (String claim : List.of("client_id", "azp")) {
            if (token.getClaims().get(claim) instanceof String client && !client.isEmpty()) {
                return clientOf(issuer, client);
            }
        }
        return null;
    }

    private static String cleaned(@Nullable String claim) {
        if (claim == null) {
            return "";
        }
        int[] kept = claim.codePoints()
                .filter(point -> !Character.isISOControl(point) && Character.getType(point) != Character.SURROGATE)
                .limit(MAX_NAME)
                .toArray();
        return new String(kept, 0, kept.length).strip();
    }

    /** A name must not reach a log by way of the string form. */
    @Override
    public String toString() {
        return "Caller[" + member + "]";
    }
}
