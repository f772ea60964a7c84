package dev.kept.commitments.key;

import dev.kept.transparency.note.SigningKey;
import dev.kept.transparency.note.VerifierKey;
import java.util.Base64;

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
        return VerifierKey.fingerprint(raw());
    }
}
