package dev.kept.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The public halves of the keys that signed before the one of now: the read side checks by them what was signed then. A line for each. */
final class SigningPublicKeys {

    private final Path file;

    private SigningPublicKeys(Path file) {
        this.file = file;
    }

    static SigningPublicKeys in(Path secrets) {
        return new SigningPublicKeys(secrets.resolve("signing-key.before.public"));
    }

    /** Base64 each. */
    List<String> all() {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One that is there already is not repeated. */
    void add(String base64) {
        Set<String> keys = new LinkedHashSet<>(all());
        if (keys.add(base64)) {
            try {
                Path draft = Files.createTempFile(file.getParent(), ".public", "");
                Files.write(draft, keys);
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
