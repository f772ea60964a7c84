package dev.kept.transparency.witness;

import dev.kept.transparency.Malformed;
import dev.kept.transparency.Strict;
import dev.kept.transparency.note.SignedNote;
import dev.kept.transparency.tree.Hash;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The body of {@code POST add-checkpoint} (C2SP tlog-witness v1.0.0).
 *
 * @param oldSize of the head that the sender takes for the last one cosigned
 * @param proof that the new head's tree begins with that one
 * @param note the new head, signed
 */
public record AddCheckpoint(long oldSize, List<Hash> proof, SignedNote note) {

    private static final String OLD = "old ";
    private static final int LONGEST_PROOF = 63;

    public AddCheckpoint {
        proof = List.copyOf(proof);
    }

    /**
     * Reads a body.
     *
     * @throws Malformed when it does not have the form, or more than 63 hashes
     */
    public static AddCheckpoint parse(byte[] bytes) {
        if (bytes.length > 2 * SignedNote.MAX_BYTES) {
            throw new Malformed("the request is too long");
        }
        String body;
        try {
            body = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Malformed("the request is not UTF-8");
        }
        int blank = body.indexOf("\n\n");
        if (blank < 0) {
            throw new Malformed("the request has no empty line before the tree head");
        }
        List<String> lines = new ArrayList<>(List.of(body.substring(0, blank).split("\n", -1)));
        String first = lines.removeFirst();
        if (!first.startsWith(OLD)) {
            throw new Malformed("the request does not begin with the old size");
        }
        if (lines.size() > LONGEST_PROOF) {
            throw new Malformed("a consistency proof has 63 hashes at most");
        }
        return new AddCheckpoint(
                Strict.decimal(first.substring(OLD.length())),
                lines.stream().map(Hash::parse).toList(),
                SignedNote.parse(body.substring(blank + 2).getBytes(StandardCharsets.UTF_8)));
    }

    /** The body, as it is sent. */
    public byte[] toBytes() {
        StringBuilder body = new StringBuilder(OLD).append(oldSize).append('\n');
        proof.forEach(hash -> body.append(hash).append('\n'));
        return body.append('\n').append(note).toString().getBytes(StandardCharsets.UTF_8);
    }
}
