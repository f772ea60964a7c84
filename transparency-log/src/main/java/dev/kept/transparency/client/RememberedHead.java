package dev.kept.transparency.client;

import dev.kept.transparency.head.TreeHead;
import dev.kept.transparency.note.SignedNote;
import dev.kept.transparency.witness.WitnessedHeads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The last head of one log, in a file: the note itself, with the log's signature and the witness's own. */
final class RememberedHead implements WitnessedHeads {

    private final Path file;

    RememberedHead(Path file) {
        this.file = file;
    }

    /**
     * The head in the file; empty when there is no file yet.
     *
     * @throws dev.kept.transparency.Malformed when the file holds something else
     */
    Optional<TreeHead> read() {
        return note().map(note -> TreeHead.parse(note.text()));
    }

    /** As {@link #read}, with its signatures. */
    Optional<SignedNote> note() {
        try {
            return Files.exists(file) ? Optional.of(SignedNote.parse(Files.readAllBytes(file))) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<TreeHead> last(String origin) {
        return read().filter(head -> head.origin().equals(origin));
    }

    @Override
    public boolean advance(long expected, TreeHead head, SignedNote cosigned) {
        if (last(head.origin()).map(TreeHead::size).orElse(0L) != expected) {
            return false;
        }
        Path next = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel out = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(cosigned.toBytes());
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            forceFolder();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return true;
    }

    /** So that the new name survives a crash too; where folders cannot be opened, the system sees to it. */
    private void forceFolder() throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (java.nio.file.AccessDeniedException notHere) {
            // Windows does not open folders.
        }
    }
}
