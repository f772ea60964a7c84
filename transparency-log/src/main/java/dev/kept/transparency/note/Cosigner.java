package dev.kept.transparency.note;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * Signs tree heads as a witness (C2SP tlog-cosignature, type 0x04). Only says what it is asked to say: a {@code Witness} decides what
 * may be cosigned. Its key has to be one that signs nothing else.
 */
public final class Cosigner {

    private final SigningKey key;
    private final VerifierKey verifierKey;

    /**
     * @throws dev.kept.transparency.Malformed when no key can have this name
     */
    public Cosigner(String name, SigningKey key) {
        this.key = key;
        this.verifierKey = VerifierKey.of(name, VerifierKey.Type.COSIGNATURE, key.publicKey());
    }

    /** What others need in order to verify. */
    public VerifierKey verifierKey() {
        return verifierKey;
    }

    /**
     * The cosignature of a tree head.
     *
     * @param body of the head, as {@link SignedNote#text()}
     * @param time at which it was seen; fractions of a second are left out
     */
    public NoteSignature cosign(String body, Instant time) {
        long seconds = time.getEpochSecond();
        byte[] signature = key.sign(VerifierKey.cosigned(seconds, body).getBytes(StandardCharsets.UTF_8));
        return NoteSignature.of(
                verifierKey,
                ByteBuffer.allocate(Long.BYTES + signature.length)
                        .putLong(seconds)
                        .put(signature)
                        .array());
    }
}
