package dev.kept.transparency.export;

import dev.kept.transparency.head.Receipt;
import dev.kept.transparency.tiles.TilePath;
import java.util.List;

/**
 * Where an export keeps what: a tlog-tiles folder ({@code checkpoint}, {@code tile/...}), and beside it what that format does not know.
 * See docs/adr/0047.
 */
public final class ExportPaths {

    /** The head that the export stands at, with all signatures it has. */
    public static final String CHECKPOINT = "checkpoint";

    public static final String TILES = "tile";
    public static final String ENTRIES = "tile/entries";
    public static final String DISCLOSURES = "disclosures";
    public static final String HEADS = "heads";
    public static final String RECEIPTS = "receipts";

    /** Files that entries name as evidence, each by the SHA-256 of its bytes. */
    public static final String FILES = "files";

    private static final String FILE_DIGEST = "/file/sha256";

    /** The record for people, as it stands at the export's head. Each names that head; see docs/adr/0082. */
    public static final List<String> DOCUMENTS = List.of("document.html", "document.pdf");

    private ExportPaths() {}

    /**
     * The texts of the entries of the bundle with this index: a line for each entry, its disclosures separated by {@code ~}, empty where
     * there is none.
     */
    public static String disclosures(long index, int width) {
        return DISCLOSURES + "/" + TilePath.of(index, width);
    }

    /** An older signed head, by its size. */
    public static String head(long size) {
        return HEADS + "/" + TilePath.of(size);
    }

    /** The receipt for an entry. */
    public static String receipt(long index) {
        return RECEIPTS + "/" + TilePath.of(index) + Receipt.FILE_EXTENSION;
    }

    /**
     * A file that was handed in as evidence.
     *
     * @param sha256 of its bytes, hexadecimal in lower case
     */
    public static String file(String sha256) {
        return FILES + "/" + sha256;
    }

    /** Whether the text at this place of an entry's data is the digest of a file. */
    public static boolean isFileDigest(String field) {
        return field.endsWith(FILE_DIGEST);
    }
}
