package dev.kept.transparency.verify;

import dev.kept.transparency.Malformed;
import dev.kept.transparency.Sha256;
import dev.kept.transparency.export.ExportPaths;
import dev.kept.transparency.head.Receipt;
import dev.kept.transparency.tiles.Tile;
import dev.kept.transparency.tiles.TilePath;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** An export to be read: a folder, or a zip of one. */
final class ExportFolder implements Closeable {

    private static final int FEW = 10;

    private final Path root;
    private final @Nullable FileSystem zip;

    /**
     * What an export has beside what its head demands.
     *
     * @param heads the sizes of older heads, ascending
     * @param receipts the entries with receipts, ascending
     * @param beyond a file for entries that the head does not cover; null when there is none
     * @param documents for people, by their paths
     * @param files evidence, by the names that their digests should be
     * @param others files that say nothing to the verifier: the first few, by their paths
     */
    record Inventory(
            long[] heads,
            long[] receipts,
            @Nullable String beyond,
            Set<String> documents,
            Set<String> files,
            Set<String> others) {}

    private ExportFolder(Path root, @Nullable FileSystem zip) {
        this.root = root;
        this.zip = zip;
    }

    /**
     * @throws Unreadable when there is neither a folder nor a zip
     */
    static ExportFolder open(Path path) {
        if (Files.isDirectory(path)) {
            return new ExportFolder(path, null);
        }
        if (!Files.isRegularFile(path)) {
            throw new Unreadable("There is no folder and no file " + path + ".");
        }
        try {
            FileSystem zip = FileSystems.newFileSystem(path);
            return new ExportFolder(zip.getPath("/"), zip);
        } catch (IOException | ProviderNotFoundException e) {
            throw new Unreadable(path + " is neither a folder nor a zip.");
        }
    }

    @Override
    public void close() throws IOException {
        if (zip != null) {
            zip.close();
        }
    }

    /**
     * The bytes of a file; null when it is not there.
     *
     * @throws Unreadable when it is longer than {@code max} bytes, or the disk fails
     */
    byte @Nullable [] read(String path, int max) {
        Path file = root.resolve(path);
        try {
            if (Files.size(file) > max) {
                throw new Unreadable("The export's file " + path + " is longer than it can be.");
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            throw new Unreadable("The export's file " + path + " cannot be read.");
        }
    }

    /** The lines of a file; null when it is not there. */
    @Nullable
    Lines lines(String path) {
        try {
            return new Lines(Files.newInputStream(root.resolve(path)), path);
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            throw new Unreadable("The export's file " + path + " cannot be read.");
        }
    }

    /** The bytes of a file that is there, of any length. */
    InputStream open(String path) throws IOException {
        return Files.newInputStream(root.resolve(path));
    }

    /**
     * SHA-256 over the bytes of a file that is there, of any length; hexadecimal in lower case.
     *
     * @throws Unreadable when it cannot be read to its end
     */
    String sha256(String path) {
        MessageDigest digest = Sha256.ofThisThread();
        byte[] buffer = new byte[64 << 10];
        try (InputStream in = open(path)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        } catch (IOException e) {
            throw new Unreadable("The export's file " + Names.shown(path) + " cannot be read to its end.");
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Looks at all names, for an export that stands at a head of {@code size} entries. */
    Inventory inventory(long size) {
        Census census = new Census(size);
        try {
            Files.walkFileTree(root, census);
        } catch (IOException | UncheckedIOException e) {
            throw new Unreadable("The export's files cannot be listed.");
        }
        return census.inventory();
    }

    private final class Census extends SimpleFileVisitor<Path> {
        private final long size;
        private final LongStream.Builder heads = LongStream.builder();
        private final LongStream.Builder receipts = LongStream.builder();
        private final Set<String> documents = new TreeSet<>();
        private final Set<String> files = new TreeSet<>();
        private final Set<String> others = new TreeSet<>();
        private @Nullable String beyond;

        Census(long size) {
            this.size = size;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String path = root.relativize(file).toString().replace('\\', '/');
            try {
                if (!isKnown(path)) {
                    other(path);
                }
            } catch (Malformed e) {
                other(path);
            }
            return FileVisitResult.CONTINUE;
        }

        Inventory inventory() {
            return new Inventory(
                    heads.build().sorted().toArray(),
                    receipts.build().sorted().toArray(),
                    beyond,
                    documents,
                    files,
                    others);
        }

        private boolean isKnown(String path) {
            if (path.equals(ExportPaths.CHECKPOINT)) {
                return true;
            }
            if (ExportPaths.DOCUMENTS.contains(path)) {
                documents.add(path);
                return true;
            }
            if (path.startsWith(ExportPaths.HEADS + "/")) {
                heads.add(TilePath.number(path.substring(ExportPaths.HEADS.length() + 1)));
                return true;
            }
            if (path.startsWith(ExportPaths.RECEIPTS + "/") && path.endsWith(Receipt.FILE_EXTENSION)) {
                receipts.add(TilePath.number(path.substring(
                        ExportPaths.RECEIPTS.length() + 1, path.length() - Receipt.FILE_EXTENSION.length())));
                return true;
            }
            if (path.startsWith(ExportPaths.FILES + "/")) {
                files.add(path.substring(ExportPaths.FILES.length() + 1));
                return true;
            }
            for (String bundles : new String[] {ExportPaths.ENTRIES, ExportPaths.DISCLOSURES}) {
                if (path.startsWith(bundles + "/")) {
                    return isOf(path, Tile.parse("tile/0" + path.substring(bundles.length())));
                }
            }
            return path.startsWith(ExportPaths.TILES + "/") && isOf(path, Tile.parse(path));
        }

        /** Whether the head demands it; a narrower one than that is of an older head and not looked at. */
        private boolean isOf(String path, Tile tile) {
            if (!tile.isWithin(size)) {
                beyond = path;
                return true;
            }
            return tile.width() == TilePath.FULL
                    || !new Tile(tile.level(), tile.index(), tile.width() + 1).isWithin(size);
        }

        private void other(String path) {
            if (others.size() < FEW) {
                others.add(Names.shown(path));
            }
        }
    }

    /** Lines that each end with {@code \n}, one at a time. */
    static final class Lines implements Closeable {

        /** The longest line, in bytes: the texts of one entry. */
        private static final int LONGEST = 16 << 20;

        private final InputStream in;
        private final String path;
        private byte[] buffer = new byte[32 << 10];
        private int from;
        private int to;

        Lines(InputStream in, String path) {
            this.in = in;
            this.path = path;
        }

        /**
         * The next line without its end; null at the end of the file.
         *
         * @throws Unreadable when the last line has no end, or a line is too long
         */
        byte @Nullable [] next() {
            int end = from;
            while (true) {
                end = Bytes.indexOf('\n', buffer, end, to);
                if (end < to) {
                    byte[] line = Arrays.copyOfRange(buffer, from, end);
                    from = end + 1;
                    return line;
                }
                int read = to - from;
                if (!fill()) {
                    if (read > 0) {
                        throw new Unreadable("The last line of the export's file " + path + " is cut off.");
                    }
                    return null;
                }
                end = from + read;
            }
        }

        private boolean fill() {
            if (from > 0) {
                System.arraycopy(buffer, from, buffer, 0, to - from);
                to -= from;
                from = 0;
            }
            if (to == buffer.length) {
                if (to >= LONGEST) {
                    throw new Unreadable("A line of the export's file " + path + " is longer than it can be.");
                }
                buffer = Arrays.copyOf(buffer, 2 * to);
            }
            try {
                int read = in.read(buffer, to, buffer.length - to);
                to += Math.max(read, 0);
                return read > 0;
            } catch (IOException e) {
                throw new Unreadable("The export's file " + path + " cannot be read.");
            }
        }

        @Override
        public void close() {
            try {
                in.close();
            } catch (IOException e) {
                throw new Unreadable("The export's file " + path + " cannot be read.");
            }
        }
    }
}
