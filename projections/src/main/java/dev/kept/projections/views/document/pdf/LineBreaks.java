package dev.kept.projections.views.document.pdf;

import com.ibm.icu.text.BreakIterator;
import com.openhtmltopdf.extend.FSTextBreaker;
import java.util.Locale;

/** Where a line may end: as Unicode has it, and before those shaped glyphs that say so. */
final class LineBreaks implements FSTextBreaker {

    private final BreakIterator unicode = BreakIterator.getLineInstance(Locale.ROOT);
    private String text = "";
    private int at;
    private int nextOfUnicode;

    @Override
    public void setText(String newText) {
        text = newText;
        unicode.setText(newText);
        at = 0;
        nextOfUnicode = unicode.first();
    }

    @Override
    public int next() {
        if (nextOfUnicode != BreakIterator.DONE && nextOfUnicode <= at) {
            nextOfUnicode = unicode.next();
        }
        if (nextOfUnicode == BreakIterator.DONE) {
            return BreakIterator.DONE;
        }
        int index = at;
        while (index < nextOfUnicode) {
            int codePoint = text.codePointAt(index);
            if (index > at && codePoint >= ShapedFont.AFTER_BREAK) {
                at = index;
                return at;
            }
            index += Character.charCount(codePoint);
        }
        at = nextOfUnicode;
        return at;
    }
}
