package dev.kept.commitments.evidence;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where the bytes of files are, in pieces of at most {@link ChunkCipher#CHUNK} bytes and a little more. Encrypted already: it learns nothing.
 * Every method throws {@link FilesUnavailable}, or a failure of PostgreSQL's driver, when the store does not answer.
 */
interface ContentStore {

    /**
     * Begins to keep a content that nobody reads before it is finished.
     *
     * @param began told an id, if the store gives one, before any byte is sent: with it what arrives can be given up by another process
     */
    Arriving begin(UUID content, Consumer<String> began);

    /** The pieces of a content, in order. Holds nothing open between two of them. */
    Pieces read(UUID content);

    /**
     * Deletes all there is of a content, what is left of one that never finished included; nothing is no error.
     *
     * @param began the id that was told when it began; null when there was none
     */
    void delete(UUID content, @Nullable String began);

    /** A content on its way in. */
    interface Arriving extends AutoCloseable {

        /** The next piece; all but the last have the same length. */
        void write(byte[] piece);

        /** Returns once all pieces are durable. */
        void finish();

        /** Gives up what was not finished, as far as that can be done now. Throws nothing. */
        @Override
        void close();
    }

    /** A content on its way out. */
    @FunctionalInterface
    interface Pieces {

        /** Empty when there is no further piece, e.g. because the content was deleted meanwhile. */
        Optional<byte[]> next();
    }
}
