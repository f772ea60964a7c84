package dev.kept.transparency.head;

import dev.kept.transparency.Malformed;
import dev.kept.transparency.note.NoteSigner;
import dev.kept.transparency.note.SignedNote;
import dev.kept.transparency.note.UntrustedNote;
import dev.kept.transparency.note.VerifierKey;
import dev.kept.transparency.note.VerifierKey.Verified;
import java.util.Collection;
import java.util.List;

/**
 * A tree head whose log's signature was verified.
 *
 * @param note as it came, with signatures of keys that were not given too
 * @param signatures what the keys given have signed: the log's, and cosignatures
 */
public record SignedTreeHead(TreeHead head, SignedNote note, List<Verified> signatures) {

    public SignedTreeHead {
        signatures = List.copyOf(signatures);
    }

    /**
     * Signs a head. Release it only once the root is committed.
     *
     * @throws IllegalArgumentException when the signer's name is not the head's origin
     */
    public static SignedTreeHead sign(TreeHead head, NoteSigner signer) {
        if (!signer.verifierKey().name().equals(head.origin())) {
            throw new IllegalArgumentException("a log signs under its origin only");
        }
        SignedNote note = new SignedNote(head.body(), List.of(signer.sign(head.body())));
        return new SignedTreeHead(head, note, List.of(new Verified(signer.verifierKey(), null)));
    }

    /**
     * Reads a signed head.
     *
     * @param keys of the log and of witnesses
     * @throws Malformed when it is not a signed head
     * @throws UntrustedNote when a key that bears the head's origin as its name is not among those that signed it, or the signature of
     *     any key given is wrong
     */
    public static SignedTreeHead open(byte[] bytes, Collection<VerifierKey> keys) {
        return open(SignedNote.parse(bytes), keys);
    }

    /** As {@link #open(byte[], Collection)}, for a note that was read already. */
    public static SignedTreeHead open(SignedNote note, Collection<VerifierKey> keys) {
        TreeHead head = TreeHead.parse(note.text());
        List<Verified> signatures = note.signedBy(keys);
        boolean byLog = signatures.stream()
                .map(Verified::key)
                .anyMatch(key ->
                        key.type() == VerifierKey.Type.ED25519 && key.name().equals(head.origin()));
        if (!byLog) {
            throw new UntrustedNote("no key given under the name of its origin has signed it");
        }
        return new SignedTreeHead(head, note, signatures);
    }

    /** The cosignatures among the signatures: each has a time. */
    public List<Verified> cosignatures() {
        return signatures.stream()
                .filter(signature -> signature.key().type() == VerifierKey.Type.COSIGNATURE)
                .toList();
    }
}
