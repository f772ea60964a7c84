package dev.kept.projections.store.audit;

import dev.kept.transparency.Malformed;
import dev.kept.transparency.head.SignedTreeHead;
import dev.kept.transparency.head.TreeHead;
import dev.kept.transparency.note.SignedNote;
import dev.kept.transparency.note.UntrustedNote;
import dev.kept.transparency.note.VerifierKey;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which records of the topic of heads count.
 *
 * @param publicKey the service's Ed25519 key, 32 bytes; null when none is configured: then anything that has the form of a head counts
 */
@SuppressWarnings("ArrayRecordComponent")
record HeadSignature(byte @Nullable [] publicKey) {

    private static final String LEDGER = "/l/";

    /** The head in a record; empty when it is no head of this ledger, or not signed by the key. */
    Optional<TreeHead> headOf(UUID ledger, byte[] note) {
        try {
            SignedNote signed = SignedNote.parse(note);
            TreeHead head = TreeHead.parse(signed.text());
            if (!head.origin().endsWith(LEDGER + ledger)) {
                return Optional.empty();
            }
            if (publicKey != null) {
                SignedTreeHead.open(
                        signed, List.of(VerifierKey.of(head.origin(), VerifierKey.Type.ED25519, publicKey)));
            }
            return Optional.of(head);
        } catch (Malformed | UntrustedNote e) {
            return Optional.empty();
        }
    }
}
