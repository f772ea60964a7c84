package dev.kept.transparency.note;

import dev.kept.transparency.Malformed;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A text with signatures (C2SP signed-note). That it could be read says nothing of the signatures: see {@link #signedBy}.
 *
 * @param text with the line end that closes it
 * @param signatures at least one
 */
public record SignedNote(String text, List<NoteSignature> signatures) {

    /** The longest note that is read, in bytes. */
    public static final int MAX_BYTES = 1 << 20;

    /** The most signatures that are read; the format demands that 16 are. */
    public static final int MAX_SIGNATURES = 100;

    /**
     * @throws Malformed when the text cannot be a note's, or the number of signatures is not from 1 to {@link #MAX_SIGNATURES}
     */
    public SignedNote {
        signatures = List.copyOf(signatures);
        if (!text.endsWith("\n") || text.codePoints().anyMatch(SignedNote::isForbidden)) {
            throw new Malformed("the text of a note does not end with a line end or holds a control character");
        }
        if (signatures.isEmpty() || signatures.size() > MAX_SIGNATURES) {
            throw new Malformed("a note does not have from 1 to " + MAX_SIGNATURES + " signatures");
        }
    }

    /**
     * Reads a note.
     *
     * @throws Malformed when the bytes are not one
     */
    public static SignedNote parse(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw new Malformed("a note is longer than " + MAX_BYTES + " bytes");
        }
        String note;
        try {
            note = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Malformed("a note is not UTF-8");
        }
        int blank = note.lastIndexOf("\n\n");
        if (blank < 0 || !note.endsWith("\n") || blank + 2 == note.length()) {
            throw new Malformed("a note has no signatures after an empty line");
        }
        List<NoteSignature> signatures = new ArrayList<>();
        for (String line : note.substring(blank + 2, note.length() - 1).split("\n", MAX_SIGNATURES + 1)) {
            if (signatures.size() == MAX_SIGNATURES) {
                throw new Malformed("a note has more than " + MAX_SIGNATURES + " signatures");
            }
            signatures.add(NoteSignature.parse(line));
        }
        return new SignedNote(note.substring(0, blank + 1), signatures);
    }

    /**
     * Checks the signatures of the keys given; those of other keys are passed over.
     *
     * @return what they say, in the order of the note; never empty
     * @throws UntrustedNote when no key given has signed, or the signature of one of them is wrong
     */
    public List<VerifierKey.Verified> signedBy(Collection<VerifierKey> keys) {
        List<VerifierKey.Verified> verified = new ArrayList<>();
        for (NoteSignature signature : signatures) {
            for (VerifierKey key : keys) {
                if (key.isNamedBy(signature)) {
                    verified.add(key.verify(text, signature)
                            .orElseThrow(() -> new UntrustedNote(
                                    "the signature under the name " + key.name() + " is not that key's")));
                }
            }
        }
        if (verified.isEmpty()) {
            throw new UntrustedNote("none of the keys given has signed it");
        }
        return List.copyOf(verified);
    }

    /** The note with further signatures; one that is already there is not repeated. */
    public SignedNote with(Collection<NoteSignature> further) {
        List<NoteSignature> all = new ArrayList<>(signatures);
        further.stream().filter(signature -> !all.contains(signature)).forEach(all::add);
        return new SignedNote(text, all);
    }

    /** The note in UTF-8, as it is stored and sent. */
    public byte[] toBytes() {
        return toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The note itself. */
    @Override
    public String toString() {
        StringBuilder note = new StringBuilder(text).append('\n');
        signatures.forEach(signature -> note.append(signature.line()));
        return note.toString();
    }

    private static boolean isForbidden(int c) {
        return (c < ' ' && c != '\n') || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}
