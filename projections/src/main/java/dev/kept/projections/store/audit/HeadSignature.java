package dev.kept.projections.store.audit;

import dev.kept.transparency.Malformed;
import dev.kept.transparency.head.TreeHead;
import dev.kept.transparency.keys.KeyChain;
import dev.kept.transparency.keys.KeyChange;
import dev.kept.transparency.note.SignedNote;
import dev.kept.transparency.note.UntrustedNote;
import dev.kept.transparency.note.VerifierKey;
import dev.kept.transparency.note.VerifierKey.Verified;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Which records of the topic of heads count.
 *
 * @param publicKeys the service's Ed25519 keys, 32 bytes each: any of those that have followed one another leads to the others; none when
 *     none is configured: then anything that has the form of a head counts
 */
record HeadSignature(List<byte[]> publicKeys) {

    private static final String LEDGER = "/l/";

    HeadSignature {
        publicKeys = List.copyOf(publicKeys);
    }

    /** The head in a record, whoever signed it; empty when it is no head of this ledger. */
    static Optional<TreeHead> headOf(UUID ledger, byte[] note) {
        try {
            TreeHead head = TreeHead.parse(SignedNote.parse(note).text());
            return head.origin().endsWith(LEDGER + ledger) ? Optional.of(head) : Optional.empty();
        } catch (Malformed e) {
            return Optional.empty();
        }
    }

    /**
     * Whether a head is signed by a key that was to sign it.
     *
     * @param note holds a head
     * @param changes the entries of its ledger that changed the key, at least those that the head covers
     */
    boolean isGenuine(byte[] note, List<KeyChange> changes) {
        return publicKeys.isEmpty() || signer(SignedNote.parse(note), changes).isPresent();
    }

    /** The key that has signed a head, as far as it was to sign it and is known here. */
    Optional<VerifierKey> signer(SignedNote signed, List<KeyChange> changes) {
        String origin = TreeHead.parse(signed.text()).origin();
        List<VerifierKey> given = publicKeys.stream()
                .map(key -> VerifierKey.of(origin, VerifierKey.Type.ED25519, key))
                .toList();
        try {
            return new KeyChain(origin, given, changes)
                    .open(signed).signatures().stream().map(Verified::key).findFirst();
        } catch (UntrustedNote e) {
            return Optional.empty();
        }
    }
}
