package dev.kept.commitments.evidence;

import java.util.Optional;
import java.util.UUID;

/** Where the bytes of files are, in pieces of at most {@link ChunkCipher#CHUNK} bytes and a little more. Encrypted already: it learns nothing. */
interface ContentStore {

    /** Keeps a piece, and returns once it is durable. */
    void write(UUID content, int number, byte[] chunk);

    /** Empty when there is no such piece, e.g. because it was deleted meanwhile. */
    Optional<byte[]> read(UUID content, int number);

    /** Deletes all pieces; none is no error. */
    void delete(UUID content);
}
