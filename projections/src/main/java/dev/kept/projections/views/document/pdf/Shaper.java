package dev.kept.projections.views.document.pdf;

import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.font.GlyphVector;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sets text whose letters join, stack or change places, by the shaping engine that comes with the JDK (HarfBuzz). Left to right only:
 * the PDF library joins Arabic itself.
 */
final class Shaper {

    /** The size of a shaped glyph's em square. */
    static final int EM = 2048;

    private static final FontRenderContext EXACT = new FontRenderContext(null, true, true);
    private static final Map<Typeface, Optional<Shaper>> SHAPERS = new ConcurrentHashMap<>();

    /**
     * The smallest part of a text that is drawn as one.
     *
     * @param outline in units of the em square, y upwards
     */
    record Cluster(String text, Shape outline, int advance) {}

    private final Font font;

    private Shaper(Font font) {
        this.font = font;
    }

    /** Absent where the JDK has no working fonts, as in an image without fontconfig. */
    static Optional<Shaper> of(Typeface typeface) {
        return SHAPERS.computeIfAbsent(typeface, Shaper::create);
    }

    private static Optional<Shaper> create(Typeface typeface) {
        try (InputStream file = typeface.open()) {
            return Optional.of(
                    new Shaper(Font.createFont(Font.TRUETYPE_FONT, file).deriveFont((float) EM)));
        } catch (IOException | FontFormatException | RuntimeException | LinkageError | InternalError e) {
            return Optional.empty();
        }
    }

    List<Cluster> clusters(String text) {
        char[] characters = text.toCharArray();
        GlyphVector glyphs = font.layoutGlyphVector(EXACT, characters, 0, characters.length, Font.LAYOUT_LEFT_TO_RIGHT);
        List<Integer> starts = starts(glyphs);
        List<Cluster> clusters = new ArrayList<>();
        double pen = 0;
        for (int cluster = 0; cluster < starts.size(); cluster++) {
            int from = starts.get(cluster);
            int to = cluster + 1 < starts.size() ? starts.get(cluster + 1) : glyphs.getNumGlyphs();
            int first = cluster == 0 ? 0 : glyphs.getGlyphCharIndex(from);
            int last = cluster + 1 < starts.size() ? glyphs.getGlyphCharIndex(to) : characters.length;
            Path2D outline = new Path2D.Double(Path2D.WIND_NON_ZERO);
            double advance = 0;
            for (int glyph = from; glyph < to; glyph++) {
                outline.append(glyphs.getGlyphOutline(glyph), false);
                advance += glyphs.getGlyphMetrics(glyph).getAdvanceX();
            }
            outline.transform(new AffineTransform(1, 0, 0, -1, -pen, 0));
            pen += advance;
            clusters.add(new Cluster(text.substring(first, last), outline, (int) Math.round(advance)));
        }
        return clusters;
    }

    /** The first glyphs of the clusters; the whole text is one when its glyphs do not stand in the order of its characters. */
    private static List<Integer> starts(GlyphVector glyphs) {
        List<Integer> starts = new ArrayList<>();
        int before = -1;
        for (int glyph = 0; glyph < glyphs.getNumGlyphs(); glyph++) {
            int character = glyphs.getGlyphCharIndex(glyph);
            if (character < before) {
                return List.of(0);
            }
            if (character > before) {
                starts.add(glyph);
            }
            before = character;
        }
        return starts;
    }
}
