package dev.kept.transparency.export;

import dev.kept.transparency.head.Receipt;
import dev.kept.transparency.head.SignedTreeHead;
import dev.kept.transparency.tiles.EntryBundle;
import dev.kept.transparency.tiles.Tile;
import dev.kept.transparency.tiles.TileBuilder;
import dev.kept.transparency.tiles.TilePath;
import dev.kept.transparency.tree.Hash;
import dev.kept.transparency.tree.RightEdge;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;

/**
 * Writes a ledger's export, bundle by bundle, in the order of the entries. Holds one bundle's statements and one entry's texts at a time.
 * Not for several threads at once.
 */
public final class ExportWriter {

    private static final String DISCLOSURE = "[A-Za-z0-9_-]+";
    private static final String SHA256 = "[0-9a-f]{64}";

    private final ExportFiles files;
    private final TileBuilder tiles = new TileBuilder(this::write);
    private RightEdge edge = RightEdge.EMPTY;
    private long bundles;

    public ExportWriter(ExportFiles files) {
        this.files = files;
    }

    /**
     * Writes the next entries.
     *
     * @param statements 256 of them, or fewer at the end, not none
     * @param disclosures for each statement the texts that the export is to show, in their encoded form; asked for once, in order, after
     *     the statements were written
     * @throws IllegalArgumentException when there is another number of disclosures than of statements, or one is not base64url
     * @throws IllegalStateException after a bundle that was not full
     */
    public void bundle(List<byte[]> statements, Iterable<? extends Collection<String>> disclosures) throws IOException {
        if (edge.size() % TilePath.FULL != 0 || statements.isEmpty()) {
            throw new IllegalStateException("only the last bundle is not full, and none is empty");
        }
        write(EntryBundle.path(bundles, statements.size()), EntryBundle.write(statements));
        try (OutputStream out =
                new BufferedOutputStream(files.create(ExportPaths.disclosures(bundles, statements.size())))) {
            Iterator<? extends Collection<String>> each = disclosures.iterator();
            for (int i = 0; i < statements.size(); i++) {
                out.write(line(each).getBytes(StandardCharsets.US_ASCII));
            }
            if (each.hasNext()) {
                throw new IllegalArgumentException("there are more disclosures than statements");
            }
        }
        bundles++;
        try {
            for (byte[] statement : statements) {
                Hash leaf = Hash.ofLeaf(statement);
                tiles.append(leaf);
                edge = edge.append(leaf);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Writes a head of the ledger that is older than the export's own. */
    public void head(SignedTreeHead head) throws IOException {
        write(ExportPaths.head(head.head().size()), head.note().toBytes());
    }

    /** Writes a receipt for an entry. */
    public void receipt(Receipt receipt) throws IOException {
        write(ExportPaths.receipt(receipt.index()), receipt.toBytes());
    }

    /**
     * Begins a file that an entry names as evidence.
     *
     * @param sha256 of its bytes, hexadecimal in lower case; each file comes once
     * @return takes its bytes; to be closed before anything else is written
     * @throws IllegalArgumentException when that is no such digest
     */
    public OutputStream file(String sha256) throws IOException {
        if (!sha256.matches(SHA256)) {
            throw new IllegalArgumentException("a file is named by another digest than SHA-256");
        }
        return files.create(ExportPaths.file(sha256));
    }

    /**
     * Writes what remains. An export without it is incomplete, and read as such.
     *
     * @param head of exactly the entries that were written
     * @throws IllegalArgumentException when it is of others
     */
    public void finish(SignedTreeHead head) throws IOException {
        if (head.head().size() != edge.size() || !head.head().root().equals(edge.root())) {
            throw new IllegalArgumentException("the head is not the one of the entries that were written");
        }
        try {
            tiles.partial(this::write);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        write(ExportPaths.CHECKPOINT, head.note().toBytes());
    }

    private static String line(Iterator<? extends Collection<String>> each) {
        if (!each.hasNext()) {
            throw new IllegalArgumentException("there are fewer disclosures than statements");
        }
        Collection<String> disclosures = each.next();
        if (!disclosures.stream().allMatch(disclosure -> disclosure.matches(DISCLOSURE))) {
            throw new IllegalArgumentException("a disclosure is not base64url");
        }
        return String.join("~", disclosures) + "\n";
    }

    private void write(Tile tile, byte[] content) {
        try {
            write(tile.path(), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String path, byte[] content) throws IOException {
        try (OutputStream out = files.create(path)) {
            out.write(content);
        }
    }
}
