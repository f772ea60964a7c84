package dev.kept.endtoend.crash;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.atomic.AtomicLong;

/** A file system in memory that takes a folder's place, is small, and can be filled to the last byte. Mounting one needs root. */
final class SmallDisk implements AutoCloseable {

    private static final long ROOM_BYTES = 192L << 20;
    private static final int CHUNK = 1 << 20;

    private final Path folder;
    private final Path before;

    private SmallDisk(Path folder, Path before) {
        this.folder = folder;
        this.before = before;
    }

    /** Whether this process may mount one. */
    static boolean isPossible() {
        try {
            Path tried = Files.createTempDirectory("kept-crash-disk");
            try {
                return succeeds("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", tried.toString())
                        && succeeds("umount", tried.toString());
            } finally {
                Files.delete(tried);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is in the folder is on a small disk afterwards. Nobody uses it meanwhile. */
    static SmallDisk under(Path folder) {
        Path before = folder.resolveSibling(folder.getFileName() + ".on-disk");
        try {
            Files.move(folder, before);
            Files.createDirectory(folder);
            require("mount", "-t", "tmpfs", "-o", "mode=700,size=" + (bytes(before) + ROOM_BYTES), "tmpfs", folder);
            require("cp", "-a", before + "/.", folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new SmallDisk(folder, before);
    }

    /** Not a byte is left. */
    void fill() {
        byte[] bytes = new byte[CHUNK];
        for (int size = CHUNK; size > 0; size /= 16) {
            try (OutputStream out = Files.newOutputStream(folder.resolve("ballast." + size))) {
                while (true) {
                    out.write(bytes, 0, size);
                }
            } catch (IOException e) {
                // It is full, for pieces of that size.
            }
        }
    }

    /** Gives the room back that {@link #fill} took. */
    void empty() {
        try {
            for (int size = CHUNK; size > 0; size /= 16) {
                Files.deleteIfExists(folder.resolve("ballast." + size));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folder is where it was before, with what is in it now. Nobody uses it meanwhile. */
    @Override
    public void close() {
        Path after = folder.resolveSibling(folder.getFileName() + ".copied");
        try {
            Files.createDirectory(after);
            require("cp", "-a", folder + "/.", after);
            require("umount", folder);
            Files.delete(folder);
            Files.move(after, folder);
            require("rm", "-rf", before);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For when there is no time to keep anything. */
    void drop() {
        succeeds("umount", "-l", folder.toString());
    }

    private static long bytes(Path folder) throws IOException {
        AtomicLong bytes = new AtomicLong();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                // In whole pages, and one for the file itself.
                bytes.addAndGet((attributes.size() / 4_096 + 2) * 4_096);
                return FileVisitResult.CONTINUE;
            }
        });
        return bytes.get();
    }

    private static void require(Object... command) throws IOException {
        String[] words = new String[command.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = command[i].toString();
        }
        if (!succeeds(words)) {
            throw new IOException("failed: " + String.join(" ", words));
        }
    }

    private static boolean succeeds(String... command) {
        try {
            return new ProcessBuilder(command)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
