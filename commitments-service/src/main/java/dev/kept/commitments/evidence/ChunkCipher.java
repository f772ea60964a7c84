package dev.kept.commitments.evidence;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM over the pieces of one content, under a key that nothing else is encrypted with: the number of a piece is a nonce that never comes
 * twice.
 */
final class ChunkCipher {

    /** Bytes of a piece before it is encrypted; the last one is shorter. */
    static final int CHUNK = 256 * 1024;

    static final int SECRET_BYTES = 32;

    private static final int TAG_BITS = 128;

    /** Bytes of a piece as it is stored. */
    static final int ENCRYPTED_CHUNK = CHUNK + TAG_BITS / 8;

    private static final int NONCE_BYTES = 12;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKeySpec key;

    ChunkCipher(byte[] secret) {
        this.key = new SecretKeySpec(secret, "AES");
    }

    static byte[] newSecret() {
        byte[] secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(secret);
        return secret;
    }

    byte[] encrypt(int number, byte[] bytes, int length) {
        try {
            return cipher(Cipher.ENCRYPT_MODE, number).doFinal(bytes, 0, length);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a chunk cannot be encrypted", e);
        }
    }

    /** @throws IllegalStateException when it is not what was encrypted under this number */
    byte[] decrypt(int number, byte[] chunk) {
        try {
            return cipher(Cipher.DECRYPT_MODE, number).doFinal(chunk);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a chunk is not the one that was stored", e);
        }
    }

    private Cipher cipher(int mode, int number) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        byte[] nonce = ByteBuffer.allocate(NONCE_BYTES).putInt(number).array();
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        return cipher;
    }
}
