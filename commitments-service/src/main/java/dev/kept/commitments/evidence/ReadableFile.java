package dev.kept.commitments.evidence;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** A file whose first bytes have been read: so far its store answers and has it. */
final class ReadableFile {

    private final StoredFile file;
    private final Optional<String> name;
    private final ChunkCipher cipher;
    private final byte[] first;
    private final ContentStore.Pieces rest;

    private ReadableFile(
            StoredFile file, Optional<String> name, ChunkCipher cipher, byte[] first, ContentStore.Pieces rest) {
        this.file = file;
        this.name = name;
        this.cipher = cipher;
        this.first = first;
        this.rest = rest;
    }

    /**
     * Empty when the store does not have it.
     *
     * @param name empty when it was erased
     * @throws FilesUnavailable when the store does not answer
     */
    static Optional<ReadableFile> open(StoredFile file, Optional<String> name, ChunkCipher cipher, ContentStore store) {
        ContentStore.Pieces pieces = store.read(file.content());
        return pieces.next().map(first -> new ReadableFile(file, name, cipher, first, pieces));
    }

    StoredFile file() {
        return file;
    }

    /** What it is called; empty when that was erased. */
    Optional<String> name() {
        return name;
    }

    /** As {@link #writeTo}, all at once: for short ones. */
    byte[] bytes() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream((int) file.size());
        writeTo(all);
        return all.toByteArray();
    }

    /**
     * Once.
     *
     * @throws IllegalStateException when the bytes go while they are written, or are not the ones that were stored
     * @throws FilesUnavailable when the store does not answer any more
     */
    void writeTo(OutputStream out) throws IOException {
        byte[] piece = first;
        long left = file.size();
        for (int number = 0; left > 0; number++) {
            byte[] bytes = cipher.decrypt(number, piece);
            out.write(bytes);
            left -= bytes.length;
            if (left > 0) {
                piece = rest.next().orElseThrow(() -> new IllegalStateException("a file was erased while it was read"));
            }
        }
    }
}
