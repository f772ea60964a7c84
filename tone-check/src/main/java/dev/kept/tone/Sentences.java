package dev.kept.tone;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.languagetool.AnalyzedSentence;
import org.languagetool.AnalyzedToken;
import org.languagetool.AnalyzedTokenReadings;
import org.languagetool.JLanguageTool;

/** A text as sentences and words. A word keeps its apostrophes: {@code don't} is one. */
final class Sentences {

    private static final Pattern LINE = Pattern.compile("[^\\r\\n]+");
    private static final Pattern TOKEN =
            Pattern.compile("[\\p{L}\\p{M}]+(?:'[\\p{L}\\p{M}]+)*|\\p{N}+|.", Pattern.DOTALL);

    /** Double marks of several languages; a single one opens before a word and closes behind one. */
    private static final Pattern QUOTE = Pattern.compile(
            "[\"\u201c\u201d\u201e\u00ab\u00bb][^\"\u201c\u201d\u201e\u00ab\u00bb]+[\"\u201c\u201d\u00ab\u00bb]"
                    + "|(?<![\\p{L}\\p{N}])['\u2018\u201a](?=\\p{L})[^\u2018\u201a]*?'(?!\\p{L})");

    private Sentences() {}

    /** @param from where it begins in the text */
    record Sentence(int from, AnalyzedSentence analyzed) {

        /** Whether the words are all within quotation marks: somebody else's, and not the author's to reword. */
        boolean isQuoted(int first, int behind) {
            Matcher quote = QUOTE.matcher(analyzed.getText());
            while (quote.find()) {
                if (quote.start() < first && behind < quote.end()) {
                    return true;
                }
            }
            return false;
        }
    }

    static List<Sentence> of(String text, Locale locale) {
        List<Sentence> sentences = new ArrayList<>();
        Matcher line = LINE.matcher(plain(text));
        while (line.find()) {
            BreakIterator breaks = BreakIterator.getSentenceInstance(locale);
            breaks.setText(line.group());
            int from = breaks.first();
            for (int to = breaks.next(); to != BreakIterator.DONE; from = to, to = breaks.next()) {
                String sentence = line.group().substring(from, to);
                if (!sentence.isBlank()) {
                    sentences.add(new Sentence(line.start() + from, analyzed(sentence)));
                }
            }
        }
        return sentences;
    }

    /** One apostrophe and one kind of space, whatever was typed; every character stays where it was. */
    private static String plain(String text) {
        return text.replace('\u2019', '\'')
                .replace('\u02bc', '\'')
                .replace('\u00a0', ' ')
                .replace('\u202f', ' ')
                .replace('\t', ' ');
    }

    private static AnalyzedSentence analyzed(String sentence) {
        List<AnalyzedTokenReadings> tokens = new ArrayList<>();
        tokens.add(new AnalyzedTokenReadings(new AnalyzedToken("", JLanguageTool.SENTENCE_START_TAGNAME, null), 0));
        Matcher token = TOKEN.matcher(sentence);
        while (token.find()) {
            tokens.add(new AnalyzedTokenReadings(new AnalyzedToken(token.group(), null, null), token.start()));
        }
        return new AnalyzedSentence(tokens.toArray(AnalyzedTokenReadings[]::new));
    }
}
