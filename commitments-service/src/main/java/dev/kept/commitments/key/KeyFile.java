package dev.kept.commitments.key;

import dev.kept.transparency.note.SigningKey;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A key that signs, in a file that its owner alone can read: base64 of the seed, as {@code kept.commitments.signing-key} takes it. */
public final class KeyFile {

    private KeyFile() {}

    /**
     * The key in the file; empty when there is no such file.
     *
     * @throws CannotChangeKey when the file holds something else
     */
    public static Optional<SigningKey> read(Path file) {
        try {
            return Files.exists(file) ? Optional.of(key(Files.readString(file))) : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            throw new CannotChangeKey("The file " + file + " cannot be read, or holds no key.");
        }
    }

    /**
     * The key in the file, made now where there is no such file yet.
     *
     * @throws CannotChangeKey when the file holds something else, or cannot be written
     */
    public static SigningKey readOrMake(Path file) {
        Optional<SigningKey> present = read(file);
        if (present.isPresent()) {
            return present.get();
        }
        SigningKey made = SigningKey.generate();
        try {
            Path folder = file.toAbsolutePath().getParent();
            Path draft = Files.createTempFile(folder, ".key", "", ownerOnly());
            try (FileChannel channel = FileChannel.open(draft, Set.of(StandardOpenOption.WRITE))) {
                channel.write(
                        StandardCharsets.US_ASCII.encode(Base64.getEncoder().encodeToString(made.seed())));
                channel.force(true);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            return made;
        } catch (IOException e) {
            throw new CannotChangeKey("The file " + file + " cannot be written.");
        }
    }

    /**
     * The key that a setting holds; null when it is not set.
     *
     * @throws CannotChangeKey when it is no base64 of 32 bytes or more
     */
    public static @Nullable SigningKey ofSetting(@Nullable String base64) {
        if (base64 == null || base64.isBlank()) {
            return null;
        }
        try {
            return key(base64);
        } catch (IllegalArgumentException e) {
            throw new CannotChangeKey("kept.commitments.signing-key holds no key.");
        }
    }

    private static SigningKey key(String base64) {
        byte[] seed = Base64.getDecoder().decode(base64.strip());
        if (seed.length < SigningKey.SEED_BYTES) {
            throw new IllegalArgumentException("too short");
        }
        return SigningKey.ofSeed(Arrays.copyOf(seed, SigningKey.SEED_BYTES));
    }

    private static FileAttribute<?>[] ownerOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
