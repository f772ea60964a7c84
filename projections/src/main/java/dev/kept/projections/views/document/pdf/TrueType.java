package dev.kept.projections.views.document.pdf;

import dev.kept.projections.views.document.pdf.Shaper.Cluster;
import java.awt.Shape;
import java.awt.geom.PathIterator;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes a TrueType font of given outlines: the tables that a PDF needs, and no others. */
final class TrueType {

    private static final String NAME = "KeptShaped";
    private static final int ASCENT_PERMILLE = 928;
    private static final int DESCENT_PERMILLE = 236;
    private static final int CHECKSUM_OF_A_FONT = 0xB1B0AFBA;
    private static final int TABLE_RECORD = 16;
    private static final int HEADER = 12;

    @FunctionalInterface
    private interface Content {
        void to(DataOutputStream out) throws IOException;
    }

    private record Point(int x, int y, boolean onCurve) {}

    /** A glyph's bytes and what other tables say of it. */
    private record Glyph(byte[] bytes, int advance, int left, int points, int contours) {}

    private TrueType() {}

    /**
     * A font whose glyph n, from 1 on, is the n-th cluster.
     *
     * @param bases the code points that stand for glyph 0, each followed by those of the other glyphs; ascending
     */
    static byte[] file(List<Cluster> clusters, int em, List<Integer> bases) {
        List<Glyph> glyphs = new ArrayList<>();
        glyphs.add(new Glyph(new byte[0], em / 2, 0, 0, 0));
        clusters.forEach(each -> glyphs.add(glyph(each)));
        Map<String, byte[]> tables = new TreeMap<>();
        tables.put("OS/2", os2(em));
        tables.put("cmap", cmap(bases, clusters.size()));
        tables.put("glyf", glyf(glyphs));
        tables.put("head", head(em));
        tables.put("hhea", hhea(em, glyphs));
        tables.put("hmtx", hmtx(glyphs));
        tables.put("loca", loca(glyphs));
        tables.put("maxp", maxp(glyphs));
        tables.put("name", name());
        tables.put("post", post(glyphs.size()));
        return assembled(tables);
    }

    private static Glyph glyph(Cluster cluster) {
        List<List<Point>> contours = contours(cluster.outline());
        List<Point> points = contours.stream().flatMap(List::stream).toList();
        int left = points.stream().mapToInt(Point::x).min().orElse(0);
        byte[] bytes = points.isEmpty()
                ? new byte[0]
                : padded(bytes(out -> {
                    out.writeShort(contours.size());
                    out.writeShort(left);
                    out.writeShort(points.stream().mapToInt(Point::y).min().orElse(0));
                    out.writeShort(points.stream().mapToInt(Point::x).max().orElse(0));
                    out.writeShort(points.stream().mapToInt(Point::y).max().orElse(0));
                    int end = -1;
                    for (List<Point> contour : contours) {
                        end += contour.size();
                        out.writeShort(end);
                    }
                    out.writeShort(0);
                    for (Point point : points) {
                        out.writeByte(point.onCurve() ? 1 : 0);
                    }
                    int before = 0;
                    for (Point point : points) {
                        out.writeShort(point.x() - before);
                        before = point.x();
                    }
                    before = 0;
                    for (Point point : points) {
                        out.writeShort(point.y() - before);
                        before = point.y();
                    }
                }));
        return new Glyph(bytes, Math.max(0, cluster.advance()), left, points.size(), contours.size());
    }

    private static List<List<Point>> contours(Shape outline) {
        List<List<Point>> contours = new ArrayList<>();
        float[] at = new float[6];
        for (PathIterator path = outline.getPathIterator(null); !path.isDone(); path.next()) {
            int segment = path.currentSegment(at);
            if (segment == PathIterator.SEG_MOVETO) {
                contours.add(new ArrayList<>());
            }
            if (segment == PathIterator.SEG_CUBICTO) {
                throw new IllegalStateException("a TrueType outline has no cubic curves");
            }
            if (segment != PathIterator.SEG_CLOSE) {
                List<Point> contour = contours.getLast();
                boolean curve = segment == PathIterator.SEG_QUADTO;
                contour.add(new Point(Math.round(at[0]), Math.round(at[1]), !curve));
                if (curve) {
                    contour.add(new Point(Math.round(at[2]), Math.round(at[3]), true));
                }
            }
        }
        contours.forEach(contour -> {
            if (contour.size() > 1 && contour.getFirst().equals(contour.getLast())) {
                contour.removeLast();
            }
        });
        return contours;
    }

    private static byte[] cmap(List<Integer> bases, int count) {
        return bytes(out -> {
            out.writeShort(0);
            out.writeShort(1);
            out.writeShort(3);
            out.writeShort(10);
            out.writeInt(HEADER);
            out.writeShort(12);
            out.writeShort(0);
            out.writeInt(16 + 12 * bases.size());
            out.writeInt(0);
            out.writeInt(bases.size());
            for (int base : bases) {
                out.writeInt(base + 1);
                out.writeInt(base + count);
                out.writeInt(1);
            }
        });
    }

    private static byte[] glyf(List<Glyph> glyphs) {
        return bytes(out -> {
            for (Glyph glyph : glyphs) {
                out.write(glyph.bytes());
            }
        });
    }

    private static byte[] loca(List<Glyph> glyphs) {
        return bytes(out -> {
            int offset = 0;
            out.writeInt(offset);
            for (Glyph glyph : glyphs) {
                offset += glyph.bytes().length;
                out.writeInt(offset);
            }
        });
    }

    private static byte[] hmtx(List<Glyph> glyphs) {
        return bytes(out -> {
            for (Glyph glyph : glyphs) {
                out.writeShort(glyph.advance());
                out.writeShort(glyph.left());
            }
        });
    }

    private static byte[] head(int em) {
        return bytes(out -> {
            out.writeInt(0x00010000);
            out.writeInt(0x00010000);
            // The checksum of the whole, set when everything else is there.
            out.writeInt(0);
            out.writeInt(0x5F0F3CF5);
            out.writeShort(0);
            out.writeShort(em);
            out.writeLong(0);
            out.writeLong(0);
            out.writeShort(0);
            out.writeShort(-em * DESCENT_PERMILLE / 1000);
            out.writeShort(em);
            out.writeShort(em * ASCENT_PERMILLE / 1000);
            out.writeShort(0);
            out.writeShort(8);
            out.writeShort(2);
            // Offsets in loca are four bytes long.
            out.writeShort(1);
            out.writeShort(0);
        });
    }

    private static byte[] hhea(int em, List<Glyph> glyphs) {
        return bytes(out -> {
            out.writeInt(0x00010000);
            out.writeShort(em * ASCENT_PERMILLE / 1000);
            out.writeShort(-em * DESCENT_PERMILLE / 1000);
            out.writeShort(0);
            out.writeShort(glyphs.stream().mapToInt(Glyph::advance).max().orElse(0));
            out.writeShort(0);
            out.writeShort(0);
            out.writeShort(em);
            out.writeShort(1);
            out.writeShort(0);
            out.write(new byte[12]);
            out.writeShort(glyphs.size());
        });
    }

    private static byte[] maxp(List<Glyph> glyphs) {
        return bytes(out -> {
            out.writeInt(0x00010000);
            out.writeShort(glyphs.size());
            out.writeShort(glyphs.stream().mapToInt(Glyph::points).max().orElse(0));
            out.writeShort(glyphs.stream().mapToInt(Glyph::contours).max().orElse(0));
            out.writeShort(0);
            out.writeShort(0);
            out.writeShort(1);
            out.write(new byte[16]);
        });
    }

    private static byte[] os2(int em) {
        return bytes(out -> {
            out.writeShort(4);
            out.writeShort(em / 2);
            out.writeShort(400);
            out.writeShort(5);
            // Width to strikeout, family class and panose: nothing a PDF asks for.
            out.write(new byte[2 + 20 + 2 + 10 + 16]);
            out.writeBytes("KEPT");
            out.writeShort(0x40);
            out.writeShort(0xFFFF);
            out.writeShort(0xFFFF);
            out.writeShort(em * ASCENT_PERMILLE / 1000);
            out.writeShort(-em * DESCENT_PERMILLE / 1000);
            out.writeShort(0);
            out.writeShort(em * ASCENT_PERMILLE / 1000);
            out.writeShort(em * DESCENT_PERMILLE / 1000);
            out.writeLong(0);
            out.writeShort(em / 2);
            out.writeShort(em * 7 / 10);
            out.write(new byte[6]);
        });
    }

    private static byte[] name() {
        byte[] text = NAME.getBytes(StandardCharsets.UTF_16BE);
        int[] ids = {1, 4, 6};
        return bytes(out -> {
            out.writeShort(0);
            out.writeShort(ids.length);
            out.writeShort(6 + 12 * ids.length);
            for (int id : ids) {
                out.writeShort(3);
                out.writeShort(1);
                out.writeShort(0x409);
                out.writeShort(id);
                out.writeShort(text.length);
                out.writeShort(0);
            }
            out.write(text);
        });
    }

    /** Every glyph has the same name: what one stands for is not told by it. */
    private static byte[] post(int count) {
        return bytes(out -> {
            out.writeInt(0x00020000);
            out.write(new byte[28]);
            out.writeShort(count);
            out.write(new byte[2 * count]);
        });
    }

    private static byte[] assembled(Map<String, byte[]> tables) {
        int count = tables.size();
        int power = Integer.highestOneBit(count);
        byte[] file = bytes(out -> {
            out.writeInt(0x00010000);
            out.writeShort(count);
            out.writeShort(power * TABLE_RECORD);
            out.writeShort(Integer.numberOfTrailingZeros(power));
            out.writeShort((count - power) * TABLE_RECORD);
            int offset = HEADER + count * TABLE_RECORD;
            for (Map.Entry<String, byte[]> table : tables.entrySet()) {
                out.writeBytes(table.getKey());
                out.writeInt(checksum(table.getValue()));
                out.writeInt(offset);
                out.writeInt(table.getValue().length);
                offset += padded(table.getValue()).length;
            }
            for (byte[] table : tables.values()) {
                out.write(padded(table));
            }
        });
        int head = HEADER + count * TABLE_RECORD;
        for (Map.Entry<String, byte[]> table : tables.entrySet()) {
            if (table.getKey().equals("head")) {
                break;
            }
            head += padded(table.getValue()).length;
        }
        ByteBuffer.wrap(file).putInt(head + 8, CHECKSUM_OF_A_FONT - checksum(file));
        return file;
    }

    private static int checksum(byte[] bytes) {
        ByteBuffer words = ByteBuffer.wrap(padded(bytes));
        int sum = 0;
        while (words.hasRemaining()) {
            sum += words.getInt();
        }
        return sum;
    }

    private static byte[] padded(byte[] bytes) {
        return bytes.length % 4 == 0 ? bytes : Arrays.copyOf(bytes, (bytes.length + 3) / 4 * 4);
    }

    private static byte[] bytes(Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            content.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
