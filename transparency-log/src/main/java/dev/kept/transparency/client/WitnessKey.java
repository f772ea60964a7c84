package dev.kept.transparency.client;

import dev.kept.transparency.note.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** A witness's key in a file that its owner alone can read: base64 of the seed. */
final class WitnessKey {

    private WitnessKey() {}

    /** Reads the key, or makes one where there is no file yet. */
    static SigningKey in(Path file) {
        try {
            if (!Files.exists(file)) {
                byte[] seed = new byte[SigningKey.SEED_BYTES];
                new SecureRandom().nextBytes(seed);
                Files.createFile(file, ownerOnly());
                Files.writeString(file, Base64.getEncoder().encodeToString(seed) + "\n", StandardCharsets.US_ASCII);
            }
            return SigningKey.ofSeed(
                    Base64.getDecoder().decode(Files.readString(file).strip()));
        } catch (IOException | IllegalArgumentException e) {
            throw new CannotAsk("The witness's key in " + file + " cannot be read or made.");
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
