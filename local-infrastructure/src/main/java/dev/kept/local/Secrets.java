package dev.kept.local;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/** Generated secrets, each in a file of its own that only its owner can read. */
public final class Secrets {

    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path folder;

    public Secrets(Path folder) {
        this.folder = folder;
    }

    /** The secret of that name: 32 random bytes in base64, generated and stored when first asked for. */
    public synchronized String base64(String name) {
        Path file = file(name);
        try {
            if (!Files.exists(file)) {
                byte[] secret = new byte[BYTES];
                RANDOM.nextBytes(secret);
                store(file, Base64.getEncoder().encodeToString(secret));
            }
            return Files.readString(file, US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the secret of that name is, or will be, stored. */
    Path file(String name) {
        return folder.resolve(name);
    }

    private void store(Path file, String secret) throws IOException {
        Folders.createOwnerOnly(folder);
        Path draft = Files.createTempFile(
                folder,
                ".secret",
                "",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (FileChannel channel = FileChannel.open(draft, Set.of(StandardOpenOption.WRITE))) {
            channel.write(US_ASCII.encode(secret));
            channel.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
