package dev.kept.commitments.notary;

import dev.kept.http.FieldType;
import dev.kept.http.Fields;
import dev.kept.http.Invalid;
import dev.kept.transparency.Malformed;
import dev.kept.transparency.note.SigningKey;
import dev.kept.transparency.note.VerifierKey;
import java.util.regex.Pattern;

/** A key that cosigns for the caller's side. */
record RegisterWitness(VerifierKey verifierKey) {

    private static final int LONGEST = 300;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,149}");

    static RegisterWitness read(Fields fields) {
        return new RegisterWitness(fields.required(
                "verifierKey",
                FieldType.parsed(
                        null,
                        "Ed25519 for cosignatures (type 0x04), as C2SP signed-note writes it: name, key id and key, joined by"
                                + " `+`. The name, of letters, digits, `.`, `_`, `/` and `-`, stands in heads for ever:"
                                + " choose none that names a person.",
                        LONGEST,
                        standIn(),
                        RegisterWitness::key)));
    }

    private static VerifierKey key(String text) {
        VerifierKey key;
        try {
            key = VerifierKey.parse(text);
        } catch (Malformed e) {
            throw new Invalid("invalid-value", "It is no verifier key: " + e.getMessage() + ".");
        }
        if (key.type() != VerifierKey.Type.COSIGNATURE) {
            throw new Invalid("invalid-value", "It must be a key for cosignatures, of type 0x04.");
        }
        if (!NAME.matcher(key.name()).matches()) {
            throw new Invalid(
                    "invalid-value",
                    "Its name must have 1 to 150 letters, digits, and characters of '._/-', and begin with a letter or a"
                            + " digit.");
        }
        return key;
    }

    private static VerifierKey standIn() {
        return VerifierKey.of(
                "none",
                VerifierKey.Type.COSIGNATURE,
                SigningKey.ofSeed(new byte[32]).publicKey());
    }
}
