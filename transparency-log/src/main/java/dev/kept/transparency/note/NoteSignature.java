package dev.kept.transparency.note;

import dev.kept.transparency.Malformed;
import dev.kept.transparency.Strict;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

/**
 * A signature line of a note: {@code — name base64(key id ‖ signature)}.
 *
 * @param name of the key, see {@link #isName}
 * @param encoded standard base64 of four bytes of key id and at least one of signature
 */
public record NoteSignature(String name, String encoded) {

    private static final String BEGIN = "\u2014 ";

    /**
     * @throws Malformed when name or encoded form are not as they should be
     */
    public NoteSignature {
        if (!isName(name)) {
            throw new Malformed("the name of a key is empty or holds a space, a plus or a control character");
        }
        if (Strict.base64(encoded).length <= Integer.BYTES) {
            throw new Malformed("a signature is too short");
        }
    }

    static NoteSignature of(VerifierKey key, byte[] signature) {
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + signature.length)
                .putInt(key.id())
                .put(signature);
        return new NoteSignature(key.name(), Base64.getEncoder().encodeToString(bytes.array()));
    }

    /**
     * Reads a line without its end.
     *
     * @throws Malformed when it is not a signature line
     */
    public static NoteSignature parse(String line) {
        int space = line.lastIndexOf(' ');
        if (!line.startsWith(BEGIN) || space < BEGIN.length()) {
            throw new Malformed("a line after the last empty line of a note is no signature");
        }
        return new NoteSignature(line.substring(BEGIN.length(), space), line.substring(space + 1));
    }

    /** Whether a key can have this name: not empty, no Unicode space, no plus, no control character. */
    public static boolean isName(String name) {
        return !name.isEmpty()
                && name.codePoints()
                        .noneMatch(c -> c == '+'
                                || c < ' '
                                || c == '\u0085'
                                || Character.isSpaceChar(c)
                                || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
    }

    /** The first four bytes, big-endian. */
    public int keyId() {
        return ByteBuffer.wrap(Strict.base64(encoded)).getInt();
    }

    /** What follows the key id. */
    byte[] signature() {
        byte[] bytes = Strict.base64(encoded);
        return Arrays.copyOfRange(bytes, Integer.BYTES, bytes.length);
    }

    /** The line, with its end. */
    public String line() {
        return BEGIN + name + " " + encoded + "\n";
    }
}
