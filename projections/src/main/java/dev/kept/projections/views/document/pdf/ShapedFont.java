package dev.kept.projections.views.document.pdf;

import dev.kept.projections.views.document.pdf.Shaper.Cluster;
import java.awt.geom.PathIterator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/**
 * The font that one document's shaped text is set in: each cluster is a glyph of its own, named by a character of private use while the
 * document is laid out. In the file it stands for the text it shows, so that the text can be read out, searched and copied.
 */
final class ShapedFont {

    static final String FAMILY = "Kept Shaped";
    /** Its glyphs once more, each where a line may end before it. */
    static final int AFTER_BREAK = 0x100000;

    static final int JOINED = 0xF0000;
    private static final int MAX_GLYPHS = 0xFFF0;
    private static final int ENTRIES_OF_A_BLOCK = 100;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final Map<String, Integer> glyphs = new LinkedHashMap<>();
    private final List<Cluster> clusters = new ArrayList<>();

    boolean isEmpty() {
        return clusters.isEmpty();
    }

    /** Whether it takes so many more. */
    boolean hasRoomFor(int more) {
        return clusters.size() + more < MAX_GLYPHS;
    }

    /** The character that stands for a cluster. */
    String character(Typeface typeface, Cluster cluster, boolean afterBreak) {
        int glyph = glyphs.computeIfAbsent(key(typeface, cluster), key -> {
            clusters.add(cluster);
            return clusters.size();
        });
        return Character.toString((afterBreak ? AFTER_BREAK : JOINED) + glyph);
    }

    /** The same characters may look otherwise beside others. */
    private static String key(Typeface typeface, Cluster cluster) {
        StringBuilder key = new StringBuilder()
                .append(typeface)
                .append(' ')
                .append(cluster.text())
                .append(' ')
                .append(cluster.advance());
        float[] point = new float[6];
        for (PathIterator path = cluster.outline().getPathIterator(null); !path.isDone(); path.next()) {
            path.currentSegment(point);
            key.append(' ').append(Math.round(point[0])).append(' ').append(Math.round(point[1]));
        }
        return key.toString();
    }

    PDType0Font font(PDDocument document) throws IOException {
        byte[] file = TrueType.file(clusters, Shaper.EM, List.of(JOINED, AFTER_BREAK));
        PDType0Font font = PDType0Font.load(document, new TTFParser().parse(new RandomAccessReadBuffer(file)), false);
        COSStream toUnicode = document.getDocument().createCOSStream();
        try (OutputStream out = toUnicode.createOutputStream(COSName.FLATE_DECODE)) {
            out.write(toUnicode().getBytes(StandardCharsets.US_ASCII));
        }
        font.getCOSObject().setItem(COSName.TO_UNICODE, toUnicode);
        return font;
    }

    private String toUnicode() {
        StringBuilder map = new StringBuilder("""
            /CIDInit /ProcSet findresource begin
            12 dict begin
            begincmap
            /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
            /CMapName /Adobe-Identity-UCS def
            /CMapType 2 def
            1 begincodespacerange
            <0000> <FFFF>
            endcodespacerange
            """);
        for (int from = 0; from < clusters.size(); from += ENTRIES_OF_A_BLOCK) {
            int to = Math.min(clusters.size(), from + ENTRIES_OF_A_BLOCK);
            map.append(to - from).append(" beginbfchar\n");
            for (int cluster = from; cluster < to; cluster++) {
                map.append('<').append(HEX.toHexDigits((short) (cluster + 1))).append("> <");
                map.append(HEX.formatHex(clusters.get(cluster).text().getBytes(StandardCharsets.UTF_16BE)));
                map.append(">\n");
            }
            map.append("endbfchar\n");
        }
        return map.append("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
                .toString();
    }
}
