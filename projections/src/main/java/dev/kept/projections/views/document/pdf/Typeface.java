package dev.kept.projections.views.document.pdf;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.jspecify.annotations.Nullable;

/** The fonts of PDFs, in the order in which a character looks for one that has it. */
enum Typeface {
    SERIF("Kept Serif", 400, "net/sf/jasperreports/fonts/dejavu/DejaVuSerifCondensed"),
    SERIF_BOLD("Kept Serif", 700, "net/sf/jasperreports/fonts/dejavu/DejaVuSerifCondensed-Bold"),
    SANS("Kept Sans", 400, "net/sf/jasperreports/fonts/dejavu/DejaVuSansCondensed"),
    SANS_BOLD("Kept Sans", 700, "net/sf/jasperreports/fonts/dejavu/DejaVuSansCondensed-Bold"),
    HAN("Kept Han", 400, "fonts/ttf/NotoSansSC/NotoSansSC-Regular"),
    HANGUL("Kept Hangul", 400, "NanumGothic-Regular"),
    NOTO("Kept Noto", 400, "fonts/sans/NotoSansMerged-Regular"),
    NOTO_BOLD("Kept Noto", 700, "fonts/sans/NotoSansMerged-Bold"),
    WORLD("Kept World", 400, "fonts/ttf/Kurinto/KurintoSans-Rg"),
    EMOJI("Kept Emoji", 400, "NotoEmoji-Regular");

    private static final int LAST_CODE_POINT_OF_INTEREST = 0x323AF;

    private final String family;
    private final int weight;
    private final String file;
    private volatile @Nullable Characters characters;

    /** @param file below the fonts' folder, where the build leaves those it takes from jars in the folders that they have there */
    Typeface(String family, int weight, String file) {
        this.family = family;
        this.weight = weight;
        this.file = file;
    }

    /**
     * What a font has.
     *
     * @param all the characters it has glyphs for
     * @param ambiguous those whose glyph would be read back as another character that shares it
     */
    private record Characters(BitSet all, BitSet ambiguous) {}

    String family() {
        return family;
    }

    int weight() {
        return weight;
    }

    /** The first that has a character; none for a character of private use, which means something else in each font. */
    static Optional<Typeface> of(int codePoint) {
        return Arrays.stream(values()).filter(each -> each.has(codePoint)).findFirst();
    }

    boolean has(int codePoint) {
        return characters().all().get(codePoint) && Character.getType(codePoint) != Character.PRIVATE_USE;
    }

    /** Whether the PDF library would write another character than this one beside the glyph. */
    boolean isAmbiguous(int codePoint) {
        return characters().ambiguous().get(codePoint);
    }

    private Characters characters() {
        Characters known = characters;
        if (known == null) {
            known = read();
            characters = known;
        }
        return known;
    }

    InputStream open() {
        InputStream font = Typeface.class.getResourceAsStream("/document/fonts/" + file + ".ttf");
        if (font == null) {
            throw new IllegalStateException("The font " + file + " is not on the class path.");
        }
        return font;
    }

    /** Without the few substitutions that PDFBox knows: they would leave glyphs that stand for no character. */
    TrueTypeFont parsed() {
        try (InputStream stream = open()) {
            TrueTypeFont font = new TTFParser().parse(new RandomAccessReadBuffer(stream));
            font.setEnableGsub(false);
            return font;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Characters read() {
        BitSet all = new BitSet();
        BitSet ambiguous = new BitSet();
        try (TrueTypeFont font = parsed()) {
            CmapLookup lookup = font.getUnicodeCmapLookup();
            for (int codePoint = 0; codePoint <= LAST_CODE_POINT_OF_INTEREST; codePoint++) {
                int glyph = lookup.getGlyphId(codePoint);
                if (glyph != 0) {
                    all.set(codePoint);
                    ambiguous.set(codePoint, lookup.getCharCodes(glyph).getFirst() != codePoint);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Characters(all, ambiguous);
    }
}
