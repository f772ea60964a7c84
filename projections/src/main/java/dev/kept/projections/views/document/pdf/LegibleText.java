package dev.kept.projections.views.document.pdf;

import com.ibm.icu.text.BreakIterator;
import dev.kept.projections.views.document.pdf.Shaper.Cluster;
import dev.kept.wording.ShownText;
import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.Text;

/**
 * Makes every text of a page one that the fonts can set: complex scripts and emoji are shaped, and a character that no font has is given
 * by its number, marked as such.
 */
final class LegibleText {

    /** Stands around the number of a character that XML has no place for. */
    static final String ESCAPE = "\uDBFF\uDFFD";

    /** How a character begins that was given by its number before. */
    private static final String NUMBERED = "\u27E6U+";

    /** The class of what stands for a character that can't be set. */
    static final String MARKED = "unset";

    private static final Set<UnicodeScript> COMPLEX = EnumSet.of(
            UnicodeScript.BENGALI,
            UnicodeScript.DEVANAGARI,
            UnicodeScript.GUJARATI,
            UnicodeScript.GURMUKHI,
            UnicodeScript.KANNADA,
            UnicodeScript.KHMER,
            UnicodeScript.LAO,
            UnicodeScript.MALAYALAM,
            UnicodeScript.MYANMAR,
            UnicodeScript.ORIYA,
            UnicodeScript.SINHALA,
            UnicodeScript.TAMIL,
            UnicodeScript.TELUGU,
            UnicodeScript.THAI);
    private static final List<Typeface> OF_COMPLEX_SCRIPTS = List.of(Typeface.NOTO, Typeface.WORLD);
    private static final List<Typeface> OF_ACCENTS =
            List.of(Typeface.SERIF, Typeface.SANS, Typeface.NOTO, Typeface.WORLD);
    private static final Pattern GRAPHEME = Pattern.compile("\\X");
    private static final Pattern ESCAPED = Pattern.compile(ESCAPE + "([0-9A-F]+)" + ESCAPE);
    private static final int EMOJI_STYLE = 0xFE0F;
    private static final int KEYCAP = 0x20E3;
    private static final int OBJECT_REPLACEMENT = 0xFFFC;

    private final Document page;
    private final Set<Typeface> needed = EnumSet.noneOf(Typeface.class);
    private final ShapedFont shaped = new ShapedFont();
    private final StringBuilder complex = new StringBuilder();
    private final List<Node> nodes = new ArrayList<>();
    private StringBuilder text = new StringBuilder();
    private boolean anyMarked;

    LegibleText(Document page) {
        this.page = page;
    }

    /** Of the page's own fonts, those that its text needs. */
    Set<Typeface> needed() {
        return needed;
    }

    ShapedFont shaped() {
        return shaped;
    }

    boolean anyMarked() {
        return anyMarked;
    }

    /** The same with what XML has no place for given by its number. */
    static String unescaped(String text) {
        return ESCAPED.matcher(text).replaceAll(each -> mark(Integer.parseInt(each.group(1), 16)));
    }

    void rewrite(Element element) {
        for (Node node : Nodes.children(element)) {
            if (node instanceof Element child) {
                rewrite(child);
            } else if (node instanceof Text words) {
                rewrite(words);
            }
        }
    }

    private void rewrite(Text words) {
        Matcher escaped = ESCAPED.matcher(words.getData());
        int done = 0;
        while (escaped.find()) {
            set(words.getData().substring(done, escaped.start()));
            mark(escaped);
            done = escaped.end();
        }
        set(words.getData().substring(done));
        if (nodes.isEmpty()) {
            words.setData(text.toString());
        } else {
            flush();
            nodes.forEach(each -> words.getParentNode().insertBefore(each, words));
            words.getParentNode().removeChild(words);
        }
        nodes.clear();
        text = new StringBuilder();
    }

    private void set(String words) {
        anyMarked |= words.contains(NUMBERED);
        Matcher graphemes = GRAPHEME.matcher(words);
        while (graphemes.find()) {
            String grapheme = graphemes.group();
            if (grapheme.codePoints().anyMatch(each -> COMPLEX.contains(UnicodeScript.of(each)))) {
                complex.append(grapheme);
            } else {
                endComplex();
                if (!(isEmoji(grapheme) && shape(grapheme, List.of(Typeface.EMOJI)))
                        && !(isAccented(grapheme) && shape(grapheme, OF_ACCENTS))) {
                    grapheme.codePoints().forEach(this::plain);
                }
            }
        }
        endComplex();
    }

    private void endComplex() {
        if (complex.isEmpty()) {
            return;
        }
        String run = complex.toString();
        complex.setLength(0);
        if (!shape(run, OF_COMPLEX_SCRIPTS)) {
            GRAPHEME.matcher(run)
                    .results()
                    .map(MatchResult::group)
                    .filter(grapheme -> !shape(grapheme, OF_COMPLEX_SCRIPTS))
                    .forEach(grapheme -> grapheme.codePoints().forEach(this::plain));
        }
    }

    /** Whether one of some fonts has all of it. */
    private boolean shape(String run, List<Typeface> fonts) {
        for (Typeface font : fonts) {
            if (run.codePoints().allMatch(each -> isInvisible(each) || font.has(each))) {
                List<Cluster> clusters =
                        Shaper.of(font).map(each -> each.clusters(run)).orElse(List.of());
                if (!clusters.isEmpty() && shaped.hasRoomFor(clusters.size())) {
                    append(font, run, clusters);
                    return true;
                }
            }
        }
        return false;
    }

    private void append(Typeface font, String run, List<Cluster> clusters) {
        BreakIterator breaks = BreakIterator.getLineInstance(Locale.ROOT);
        breaks.setText(run);
        int at = 0;
        for (Cluster cluster : clusters) {
            text.append(shaped.character(font, cluster, at > 0 && breaks.isBoundary(at)));
            at += cluster.text().length();
        }
    }

    private void plain(int codePoint) {
        if (isVariation(codePoint)) {
            return;
        }
        if (isInvisible(codePoint)) {
            text.appendCodePoint(codePoint);
            return;
        }
        Typeface font =
                codePoint == OBJECT_REPLACEMENT ? null : Typeface.of(codePoint).orElse(null);
        if (font == null) {
            insertMark(codePoint);
        } else if (!(font.isAmbiguous(codePoint) && shape(Character.toString(codePoint), List.of(font)))) {
            needed.add(font);
            text.appendCodePoint(codePoint);
        }
    }

    private void mark(MatchResult escaped) {
        insertMark(Integer.parseInt(escaped.group(1), 16));
    }

    private void insertMark(int codePoint) {
        flush();
        Element mark = page.createElement("span");
        mark.setAttribute("class", MARKED);
        mark.setTextContent(mark(codePoint));
        nodes.add(mark);
        anyMarked = true;
    }

    private void flush() {
        if (!text.isEmpty()) {
            nodes.add(page.createTextNode(text.toString()));
            text = new StringBuilder();
        }
    }

    private static String mark(int codePoint) {
        return ShownText.numbered(codePoint);
    }

    private static boolean isEmoji(String grapheme) {
        int first = grapheme.codePointAt(0);
        return Character.isEmojiPresentation(first)
                || (Character.isEmoji(first)
                        && grapheme.codePoints()
                                .skip(1)
                                .anyMatch(each ->
                                        each == EMOJI_STYLE || each == KEYCAP || Character.isEmojiModifier(each)));
    }

    /** Has marks above or below its letter that are characters of their own. Those of Arabic and Hebrew are not for us. */
    private static boolean isAccented(String grapheme) {
        return grapheme.codePoints()
                        .skip(1)
                        .anyMatch(each -> Character.getType(each) == Character.NON_SPACING_MARK && !isVariation(each))
                && grapheme.codePoints().noneMatch(LegibleText::isRightToLeft);
    }

    private static boolean isRightToLeft(int codePoint) {
        byte direction = Character.getDirectionality(codePoint);
        return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
    }

    /** Has no shape of its own, in any font. */
    private static boolean isInvisible(int codePoint) {
        return isVariation(codePoint)
                || switch (Character.getType(codePoint)) {
                    case Character.FORMAT,
                            Character.SPACE_SEPARATOR,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR -> true;
                    default -> codePoint == '\t' || codePoint == '\n' || codePoint == '\r';
                };
    }

    private static boolean isVariation(int codePoint) {
        return (codePoint >= 0xFE00 && codePoint <= EMOJI_STYLE) || (codePoint >= 0xE0100 && codePoint <= 0xE01EF);
    }
}
