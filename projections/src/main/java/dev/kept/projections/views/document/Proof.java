package dev.kept.projections.views.document;

import dev.kept.projections.store.audit.SignedHeads;
import dev.kept.transparency.head.TreeHead;
import dev.kept.transparency.note.NoteSignature;
import dev.kept.transparency.note.VerifierKey;
import java.util.HexFormat;

/**
 * What a document says about the export that it belongs to.
 *
 * @param head that the export stands at
 * @param key by what people compare the key that has signed it
 * @param note the head as it was signed
 * @param erased the numbers of entries of which texts were erased, as they are shown; empty when nothing was
 */
record Proof(TreeHead head, String key, String note, LeftOut leftOut, String erased) {

    static Proof of(SignedHeads.Checked checked, LeftOut leftOut, String erased) {
        return new Proof(checked.head(), key(checked), checked.note().toString(), leftOut, erased);
    }

    /** The whole fingerprint where it is known which key that is; otherwise what the signature says of it. */
    private static String key(SignedHeads.Checked checked) {
        VerifierKey signer = checked.signer();
        if (signer != null) {
            return VerifierKey.fingerprint(signer.publicKey());
        }
        return checked.note().signatures().stream()
                .filter(signature -> signature.name().equals(checked.head().origin()))
                .mapToInt(NoteSignature::keyId)
                .mapToObj(HexFormat.of()::toHexDigits)
                .findFirst()
                .map(id -> "id " + id)
                .orElse("unknown");
    }
}
