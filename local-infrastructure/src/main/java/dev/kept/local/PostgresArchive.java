package dev.kept.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a server copies each file of its log once it is full, or a minute old, compressed: with a backup from before it, any moment since then
 * can be had back. Which folder it is stands beside the server's data, so that every start of the server archives. See ADR 0112.
 */
public final class PostgresArchive {

    private static final String SETTING = "archive";

    /** The folder's name is read by the shell and by PostgreSQL, each with characters of its own. */
    private static final Pattern PLAIN = Pattern.compile("[^\"'$`\\\\%\\p{Cntrl}]+");

    /** A file that is there already may be the same one, archived before a crash; another server's would be lost by overwriting it. */
    private static final String STORE = "if [ -e \"%1$s/%%f.gz\" ]; then gzip -dc \"%1$s/%%f.gz\" | cmp -s - \"%%p\";"
            + " else gzip -c \"%%p\" > \"%1$s/%%f.gz.new\" && sync \"%1$s/%%f.gz.new\""
            + " && mv \"%1$s/%%f.gz.new\" \"%1$s/%%f.gz\"; fi";

    private static final String FETCH = "[ -e \"%1$s/%%f.gz\" ] && gzip -dc \"%1$s/%%f.gz\" > \"%%p\"";

    private PostgresArchive() {}

    /**
     * From the next start on the server of this home archives there.
     *
     * @param folder is made where it is missing
     * @throws IllegalArgumentException when its name cannot be written into a command
     */
    public static void into(Path home, Path folder) throws IOException {
        Path archive = plain(folder);
        if (!Files.isDirectory(archive)) {
            Folders.createOwnerOnly(archive);
        }
        Folders.createOwnerOnly(home.resolve("postgresql"));
        Files.writeString(setting(home.resolve("postgresql")), archive + "\n", UTF_8);
    }

    /** From the next start on the server of this home archives nothing. */
    public static void nowhere(Path home) throws IOException {
        Files.deleteIfExists(setting(home.resolve("postgresql")));
    }

    /** Where the server of this home archives. */
    public static Optional<Path> of(Path home) throws IOException {
        return read(home.resolve("postgresql"));
    }

    /** @param folder of the server, as {@link LocalPostgres} has it */
    static List<String> settings(Path folder) throws IOException {
        return read(folder)
                .map(archive -> List.of(
                        "archive_mode = on",
                        "archive_timeout = 60s",
                        "archive_command = '" + STORE.formatted(archive) + "'"))
                .orElse(List.of());
    }

    /** By which a server that recovers gets what is archived there. */
    static String fetching(Path archive) {
        return "restore_command = '" + FETCH.formatted(plain(archive)) + "'";
    }

    private static Optional<Path> read(Path folder) throws IOException {
        Path setting = setting(folder);
        return Files.exists(setting)
                ? Optional.of(plain(Path.of(Files.readString(setting, UTF_8).strip())))
                : Optional.empty();
    }

    private static Path setting(Path folder) {
        return folder.resolve(SETTING);
    }

    private static Path plain(Path folder) {
        Path whole = folder.toAbsolutePath().normalize();
        if (!PLAIN.matcher(whole.toString()).matches()) {
            throw new IllegalArgumentException("The folder " + whole
                    + " cannot be an archive: its name holds quotes, a dollar or percent sign, or a backslash.");
        }
        return whole;
    }
}
