package dev.kept.transparency.note;

import java.nio.charset.StandardCharsets;

/** Signs texts under a name, for example a ledger's tree heads under its origin. */
public final class NoteSigner {

    private final SigningKey key;
    private final VerifierKey verifierKey;

    /**
     * @throws dev.kept.transparency.Malformed when no key can have this name
     */
    public NoteSigner(String name, SigningKey key) {
        this.key = key;
        this.verifierKey = VerifierKey.of(name, VerifierKey.Type.ED25519, key.publicKey());
    }

    /** What others need in order to verify. */
    public VerifierKey verifierKey() {
        return verifierKey;
    }

    /** The signature of a text; the same for the same text. */
    public NoteSignature sign(String text) {
        return NoteSignature.of(verifierKey, key.sign(text.getBytes(StandardCharsets.UTF_8)));
    }
}
