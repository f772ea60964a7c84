package dev.kept.commitments.key;

import dev.kept.transparency.note.SigningKey;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The public half of a key that signs.
 *
 * @param base64 of Ed25519's 32 bytes
 */
public record PublicKey(String base64) {

    /** Of a key that signs. */
    public static PublicKey of(SigningKey key) {
        return of(key.publicKey());
    }

    static PublicKey of(byte[] raw) {
        return new PublicKey(Base64.getEncoder().encodeToString(raw));
    }

    /** 32 bytes. */
    public byte[] raw() {
        return Base64.getDecoder().decode(base64);
    }

    /** SHA-256 in hexadecimal, in groups of four. */
    public String fingerprint() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(raw());
            return HexFormat.of().formatHex(digest).replaceAll("(.{4})(?=.)", "$1 ");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
