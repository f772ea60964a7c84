package dev.kept.transparency.verify;

import dev.kept.transparency.head.TreeHead;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The head that a document for people names: the first place where the three lines of one stand in its bytes. In HTML they are on the page;
 * in a PDF they are in a file that is attached to it.
 *
 * @param size in entries
 * @param root base64
 */
record NamedHead(long size, String root) {

    private static final String SIZE_AND_ROOT = "\n(\\d{1,18})\n([A-Za-z0-9+/]{43}=)\n";
    private static final int CHUNK = 64 << 10;

    /** More than size and root take. */
    private static final int REST = 100;

    /**
     * Reads a document of any length piece by piece.
     *
     * @param origin of the heads that are looked for
     * @return null when it names none
     * @throws Unreadable when the disk fails
     */
    static @Nullable NamedHead in(ExportFolder export, String path, String origin) {
        byte[] line = origin.getBytes(StandardCharsets.UTF_8);
        Pattern head = Pattern.compile(Pattern.quote(new String(line, StandardCharsets.ISO_8859_1)) + SIZE_AND_ROOT);
        int overlap = line.length + REST;
        byte[] bytes = new byte[overlap + CHUNK];
        int kept = 0;
        try (InputStream in = export.open(path)) {
            while (true) {
                int read = in.readNBytes(bytes, kept, CHUNK);
                Matcher found = head.matcher(new String(bytes, 0, kept + read, StandardCharsets.ISO_8859_1));
                if (found.find()) {
                    return new NamedHead(Long.parseLong(found.group(1)), found.group(2));
                }
                if (read < CHUNK) {
                    return null;
                }
                System.arraycopy(bytes, kept + read - overlap, bytes, 0, overlap);
                kept = overlap;
            }
        } catch (IOException e) {
            throw new Unreadable("The export's file " + path + " cannot be read.");
        }
    }

    boolean isOf(TreeHead head) {
        return size == head.size() && root.equals(head.root().toString());
    }
}
