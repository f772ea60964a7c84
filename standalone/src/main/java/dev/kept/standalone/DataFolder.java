package dev.kept.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kept.local.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The folder that holds everything a Kept keeps, and the right to use it, which one process has at a time. */
final class DataFolder implements AutoCloseable {

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Path path;
    private final FileChannel channel;

    private DataFolder(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Takes the folder, creating it where missing; refused when another process has it. */
    static DataFolder take(Path given) {
        Path path = given.toAbsolutePath().normalize();
        try {
            Folders.createOwnerOnly(path);
            FileChannel channel = FileChannel.open(
                    path.resolve("lock"), Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), OWNER_ONLY_FILE);
            if (lock(channel) == null) {
                channel.close();
                throw new Refused("The data folder %s is in use by another Kept%s. Stop that one first, or give another"
                                .formatted(
                                        path,
                                        running(path)
                                                .map(DataFolder::inBrackets)
                                                .orElse(""))
                        + " folder with --data.");
            }
            return new DataFolder(path, channel);
        } catch (IOException e) {
            throw new Refused("The data folder %s cannot be created or written (%s). Give another one with --data."
                    .formatted(path, e.getClass().getSimpleName()));
        }
    }

    Path path() {
        return path;
    }

    /** Leaves word of the running Kept for those who need its servers, or want to know who has the folder. */
    void announce(Running running) {
        try {
            Path draft = Files.createTempFile(path, ".run", "", OWNER_ONLY_FILE);
            Files.writeString(draft, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(running));
            Files.move(draft, announcement(path), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was announced last in that folder, by a Kept that runs or by one that was killed. */
    static Optional<Running> running(Path path) {
        try {
            return Optional.of(JSON.readValue(Files.readString(announcement(path), UTF_8), Running.class));
        } catch (IOException | JacksonException e) {
            return Optional.empty();
        }
    }

    /**
     * The issuer of the tokens of this folder's own accounts: the address of the first start, for good. Ledgers know people by it, so
     * another port must not make them strangers.
     */
    static synchronized String issuer(Path path, String url) {
        Path file = path.resolve("issuer");
        try {
            if (Files.notExists(file)) {
                Path draft = Files.createTempFile(path, ".issuer", "", OWNER_ONLY_FILE);
                Files.writeString(draft, url);
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(announcement(path));
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static Path announcement(Path path) {
        return path.resolve("run.json");
    }

    private static String inBrackets(Running running) {
        return " (process %d, %s)".formatted(running.pid(), running.url());
    }
}
