package dev.kept.cli;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The file of profiles. It holds secrets: only its owner may read it, and one that others may read is not used. */
final class Profiles {

    static final String DEFAULT = "default";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    private static final Set<PosixFilePermission> OF_OTHERS = PosixFilePermissions.fromString("---rwxrwx");

    private final Path file;

    Profiles(Path folder) {
        this.file = folder.resolve("profiles.json");
    }

    Path file() {
        return file;
    }

    Map<String, Profile> all() {
        if (!Files.exists(file)) {
            return Map.of();
        }
        try {
            if (POSIX && Files.getPosixFilePermissions(file).stream().anyMatch(OF_OTHERS::contains)) {
                throw new Failure(
                        ExitCode.NOT_SIGNED_IN,
                        "Others may read " + file + ", which holds secrets. Say: chmod 600 " + file);
            }
            return JSON.readValue(Files.readString(file), new TypeReference<LinkedHashMap<String, Profile>>() {});
        } catch (JacksonException e) {
            // Not the parser's message: it quotes what it read.
            throw new Failure(ExitCode.NOT_SIGNED_IN, file + " is not a file of profiles. Sign in again.");
        } catch (IOException e) {
            throw new Failure(ExitCode.NOT_SIGNED_IN, file + " cannot be read: " + e.getMessage(), e);
        }
    }

    void put(String name, Profile profile) {
        Map<String, Profile> changed = new LinkedHashMap<>(all());
        changed.put(name, profile);
        write(changed);
    }

    /** Whether there was one of that name. */
    boolean remove(String name) {
        Map<String, Profile> changed = new LinkedHashMap<>(all());
        if (changed.remove(name) == null) {
            return false;
        }
        write(changed);
        return true;
    }

    /** As a whole, under its owner's eyes alone from the first byte on. */
    private void write(Map<String, Profile> profiles) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            Files.createDirectories(folder, permissions("rwx------"));
            Path written = Files.createTempFile(folder, "profiles", ".json", permissions("rw-------"));
            try {
                Files.writeString(written, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(profiles) + "\n");
                Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(written);
            }
        } catch (IOException e) {
            throw new Failure(ExitCode.FAILED, file + " cannot be written: " + e.getMessage(), e);
        }
    }

    private static FileAttribute<?>[] permissions(String permissions) {
        return POSIX
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
