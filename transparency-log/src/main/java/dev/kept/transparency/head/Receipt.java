package dev.kept.transparency.head;

import dev.kept.transparency.Malformed;
import dev.kept.transparency.Strict;
import dev.kept.transparency.note.SignedNote;
import dev.kept.transparency.tree.Hash;
import dev.kept.transparency.tree.Proofs;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What shows offline that an entry is in a log (C2SP tlog-proof): its index, an inclusion proof, and the signed head that the proof
 * leads to.
 *
 * @param extra base64 of what nobody vouches for; ours have none
 * @param index of the entry, from 0 on
 * @param proof from the leaf's sibling to the root's child
 * @param note the signed head, verbatim; nothing of it was verified
 */
public record Receipt(@Nullable String extra, long index, List<Hash> proof, SignedNote note) {

    /** The longest receipt that is read, in bytes. */
    public static final int MAX_BYTES = 2 * SignedNote.MAX_BYTES;

    /** What a receipt's file is called at its end. */
    public static final String FILE_EXTENSION = ".tlog-proof";

    private static final String FIRST_LINE = "c2sp.org/tlog-proof@v1";
    private static final String EXTRA = "extra ";
    private static final String INDEX = "index ";
    private static final int LONGEST_PROOF = 63;

    /**
     * @throws Malformed when the proof is longer than any tree is high, the extra data is not base64, or the index is negative
     */
    public Receipt {
        proof = List.copyOf(proof);
        if (proof.size() > LONGEST_PROOF) {
            throw new Malformed("an inclusion proof is longer than any tree is high");
        }
        if (index < 0) {
            throw new Malformed("a receipt has a negative index");
        }
        if (extra != null) {
            Strict.base64(extra);
        }
    }

    /** The receipt for an entry under a head whose tree has it. */
    public static Receipt of(long index, List<Hash> proof, SignedTreeHead head) {
        return new Receipt(null, index, proof, head.note());
    }

    /**
     * Reads what {@link #toBytes()} writes.
     *
     * @throws Malformed when it is anything else
     */
    public static Receipt parse(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw new Malformed("a receipt is longer than " + MAX_BYTES + " bytes");
        }
        String receipt;
        try {
            receipt = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Malformed("a receipt is not UTF-8");
        }
        int blank = receipt.indexOf("\n\n");
        if (blank < 0) {
            throw new Malformed("a receipt has no empty line before its tree head");
        }
        List<String> lines = new ArrayList<>(List.of(receipt.substring(0, blank).split("\n", -1)));
        if (!lines.removeFirst().equals(FIRST_LINE)) {
            throw new Malformed("a receipt does not begin with " + FIRST_LINE);
        }
        String extra = !lines.isEmpty() && lines.getFirst().startsWith(EXTRA)
                ? lines.removeFirst().substring(EXTRA.length())
                : null;
        if (lines.isEmpty() || !lines.getFirst().startsWith(INDEX)) {
            throw new Malformed("a receipt does not name the index of its entry");
        }
        long index = Strict.decimal(lines.removeFirst().substring(INDEX.length()));
        if (lines.size() > LONGEST_PROOF) {
            throw new Malformed("an inclusion proof is longer than any tree is high");
        }
        List<Hash> proof = lines.stream().map(Hash::parse).toList();
        SignedNote note = SignedNote.parse(receipt.substring(blank + 2).getBytes(StandardCharsets.UTF_8));
        TreeHead.parse(note.text());
        return new Receipt(extra, index, proof, note);
    }

    /**
     * Whether this is a receipt for the entry with this leaf hash under the head.
     *
     * @param head the receipt's own, with its signatures verified
     */
    public boolean isFor(Hash leaf, SignedTreeHead head) {
        return head.note().equals(note)
                && Proofs.isIncluded(
                        index, head.head().size(), leaf, proof, head.head().root());
    }

    /** The receipt in UTF-8, as it is stored and sent. */
    public byte[] toBytes() {
        StringBuilder receipt = new StringBuilder(FIRST_LINE).append('\n');
        if (extra != null) {
            receipt.append(EXTRA).append(extra).append('\n');
        }
        receipt.append(INDEX).append(index).append('\n');
        proof.forEach(hash -> receipt.append(hash).append('\n'));
        return receipt.append('\n').append(note).toString().getBytes(StandardCharsets.UTF_8);
    }
}
