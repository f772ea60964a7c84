package dev.kept.events;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Another key signs the ledger's heads: all that have more entries than those up to this one. Keys are verifier keys of C2SP signed-note
 * under the ledger's origin. Signatures are what stands at the end of a signature line there, over a text that names the origin, this entry's
 * number and both keys. This contract takes them for strings.
 */
public sealed interface KeyEvent extends LedgerEvent {

    @Override
    default @Nullable UUID subject() {
        return null;
    }

    /** The key that has signed so far hands over: both keys have signed. */
    record KeyRotated(String oldKey, String newKey, String oldSignature, String newSignature) implements KeyEvent {}

    /** The key that has signed so far is lost: the new one alone has signed. Whoever trusts the old one has no proof of the new one. */
    record KeyReplaced(String oldKey, String newKey, String newSignature) implements KeyEvent {}
}
