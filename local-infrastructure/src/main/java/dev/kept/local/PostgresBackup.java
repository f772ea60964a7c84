package dev.kept.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A copy of a server's files while it runs, with the log that makes them consistent: PostgreSQL's low-level base backup
 * (https://www.postgresql.org/docs/18/continuous-archiving.html). A server started over the copy recovers to the moment at which the
 * copy ended.
 */
public final class PostgresBackup {

    /** Told of each file that was copied. */
    public interface Progress {
        /** @param total estimated before the first file */
        void copied(long bytes, long total);
    }

    /** What a server makes anew when it starts: PostgreSQL advises to leave their content out. */
    private static final Set<String> EMPTIED = Set.of(
            "pg_wal",
            "pg_replslot",
            "pg_dynshmem",
            "pg_notify",
            "pg_serial",
            "pg_snapshots",
            "pg_stat_tmp",
            "pg_subtrans");

    private static final Set<String> LEFT_OUT = Set.of("postmaster.pid", "postmaster.opts", "pg_internal.init");

    /** It says from where to recover, and is read last so that it is not newer than what it speaks of. */
    private static final Path CONTROL = Path.of("global", "pg_control");

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path home;
    private final KeptDatabase database;
    private final Progress progress;
    private long copied;
    private long total;

    /**
     * @param home the data folder of the server, as {@link LocalPostgres} has it
     * @param database one of the server's
     */
    public PostgresBackup(Path home, KeptDatabase database, Progress progress) {
        this.home = home;
        this.database = database;
        this.progress = progress;
    }

    /**
     * Copies the server's files below a folder that is laid out like the home.
     *
     * @return the bytes that were written; all of them are on disk
     */
    public long to(Path copy) throws IOException, SQLException {
        Path source = home.resolve("postgresql").resolve("data");
        Path target = copy.resolve("postgresql").resolve("data");
        Folders.createOwnerOnly(copy.resolve("postgresql"));
        Folders.createOwnerOnly(target);
        PGSimpleDataSource server = new PGSimpleDataSource();
        server.setUrl(database.jdbcUrl());
        server.setUser("postgres");
        server.setPassword(new Secrets(home.resolve("secrets")).base64("postgres"));
        total = sizeOf(source);
        // One session throughout: the slot that keeps the log, and the backup itself, end with it.
        try (Connection session = server.getConnection()) {
            String slot = one(
                    session,
                    "SELECT slot_name FROM pg_create_physical_replication_slot('kept_backup_' || pg_backend_pid(), true, true)");
            String begun = one(session, "SELECT pg_walfile_name(pg_backup_start('kept', true))");
            copyFiles(source, target);
            String ended = end(session, target);
            copyLog(source.resolve("pg_wal"), target.resolve("pg_wal"), begun, ended);
            one(session, "SELECT pg_drop_replication_slot('" + slot + "')");
        }
        return copied;
    }

    private static long sizeOf(Path folder) throws IOException {
        long[] size = new long[1];
        walk(folder, new Visitor(folder) {
            @Override
            void file(Path file, Path name, BasicFileAttributes attributes) {
                size[0] += attributes.size();
            }

            @Override
            void folder(Path name) {}
        });
        return size[0];
    }

    private void copyFiles(Path source, Path target) throws IOException {
        walk(source, new Visitor(source) {
            @Override
            void folder(Path name) throws IOException {
                Folders.createOwnerOnly(target.resolve(name.toString()));
            }

            @Override
            void file(Path file, Path name, BasicFileAttributes attributes) throws IOException {
                if (!name.equals(CONTROL)) {
                    copy(file, target.resolve(name.toString()));
                }
            }
        });
        copy(source.resolve(CONTROL), target.resolve(CONTROL));
    }

    /** @return the name of the last file of the log that the copy needs */
    private static String end(Connection session, Path target) throws SQLException, IOException {
        try (PreparedStatement statement = session.prepareStatement(
                        "SELECT pg_walfile_name(lsn), labelfile FROM pg_backup_stop(wait_for_archive => false)");
                ResultSet row = statement.executeQuery()) {
            row.next();
            Path label = target.resolve("backup_label");
            Files.createFile(label, OWNER_ONLY);
            Files.writeString(label, row.getString(2), UTF_8, StandardOpenOption.SYNC);
            return row.getString(1);
        }
    }

    private void copyLog(Path source, Path target, String first, String last) throws IOException {
        List<Path> files;
        try (var all = Files.list(source)) {
            files = all.filter(file -> {
                        String name = file.getFileName().toString();
                        return name.length() == first.length()
                                && name.compareTo(first) >= 0
                                && name.compareTo(last) <= 0;
                    })
                    .sorted()
                    .toList();
        }
        if (files.isEmpty()
                || !files.getFirst().endsWith(first)
                || !files.getLast().endsWith(last)) {
            throw new IOException("PostgreSQL's log from " + first + " to " + last + " is not there");
        }
        for (Path file : files) {
            copy(file, target.resolve(file.getFileName()));
        }
    }

    /** What ends while it is copied is no longer needed: the log says so. */
    private void copy(Path from, Path to) throws IOException {
        try {
            copied += Folders.copyFile(from, to);
            progress.copied(copied, Math.max(total, copied));
        } catch (NoSuchFileException gone) {
            if (gone.getFile() != null && !Path.of(gone.getFile()).equals(from)) {
                throw gone;
            }
        }
    }

    private static String one(Connection session, String sql) throws SQLException {
        try (Statement statement = session.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static void walk(Path folder, Visitor visitor) throws IOException {
        Files.walkFileTree(folder, visitor);
    }

    /** Goes through what belongs into a copy. */
    private abstract static class Visitor extends SimpleFileVisitor<Path> {
        private final Path root;

        Visitor(Path root) {
            this.root = root;
        }

        abstract void folder(Path name) throws IOException;

        abstract void file(Path file, Path name, BasicFileAttributes attributes) throws IOException;

        @Override
        public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) throws IOException {
            if (visited.getFileName().toString().startsWith("pgsql_tmp")) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            Path name = root.relativize(visited);
            folder(name);
            return EMPTIED.contains(name.toString()) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (!LEFT_OUT.contains(file.getFileName().toString())) {
                file(file, root.relativize(file), attributes);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }
    }
}
