package dev.kept.http;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The words by which a text is found, as PostgreSQL's {@code tsvector} and {@code tsquery}: the same for a text and for what is
 * searched. A word is a run of letters and digits, in lower case, without accents, in the plain form of its characters. Scripts that
 * write no spaces are taken apart into pairs of characters.
 */
public final class SearchWords {

    /** Changes when a text's words do, so that what is stored is made anew. */
    public static final int VERSION = 1;

    /** Longer ones are cut, in texts and queries alike. */
    private static final int LONGEST = 64;

    private static final Pattern WHITE = Pattern.compile("[\\s\\p{Z}\\u200B]+");

    private static final Set<UnicodeScript> WITHOUT_SPACES = EnumSet.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.BOPOMOFO,
            UnicodeScript.THAI,
            UnicodeScript.LAO,
            UnicodeScript.KHMER,
            UnicodeScript.MYANMAR);

    /** Here a mark is an accent, or a vowel that most people leave out; elsewhere it is a letter of its own. */
    private static final Set<UnicodeScript> MARKS_ARE_OPTIONAL = EnumSet.of(
            UnicodeScript.LATIN,
            UnicodeScript.GREEK,
            UnicodeScript.CYRILLIC,
            UnicodeScript.ARABIC,
            UnicodeScript.HEBREW,
            UnicodeScript.COMMON);

    /** Letters that Unicode does not take apart although people type them as others. */
    private static final Map<Integer, String> PLAIN = Map.ofEntries(
            Map.entry((int) 'ß', "ss"),
            Map.entry((int) 'æ', "ae"),
            Map.entry((int) 'œ', "oe"),
            Map.entry((int) 'ø', "o"),
            Map.entry((int) 'ł', "l"),
            Map.entry((int) 'đ', "d"),
            Map.entry((int) 'ð', "d"),
            Map.entry((int) 'þ', "th"),
            Map.entry((int) 'ħ', "h"),
            Map.entry((int) 'ı', "i"));

    /** Of the characters of most texts: looked up once, since each is asked for several times. */
    private static final UnicodeScript[] SCRIPTS =
            IntStream.range(0, 0x250).mapToObj(UnicodeScript::of).toArray(UnicodeScript[]::new);

    private SearchWords() {}

    /**
     * A search.
     *
     * @param words for each word a {@code tsquery}: all of them must match; longer words that begin with one match too
     * @param notSearched what holds neither a letter nor a digit
     */
    public record Query(List<String> words, List<String> notSearched) {
        public Query {
            words = List.copyOf(words);
            notSearched = List.copyOf(notSearched);
        }
    }

    /** The {@code tsvector} of a text. */
    public static String of(String text) {
        Set<String> words = new TreeSet<>();
        for (Run run : runs(text)) {
            if (run.spaced()) {
                words.add(run.text());
            } else {
                words.addAll(run.pairs());
                // The last one alone, so that each character is the beginning of something.
                words.add(run.last());
            }
        }
        return words.stream().map(SearchWords::quoted).collect(Collectors.joining(" "));
    }

    /** What somebody searches for. */
    public static Query query(String search) {
        Set<String> words = new LinkedHashSet<>();
        Set<String> notSearched = new LinkedHashSet<>();
        for (String word : WHITE.split(search.strip())) {
            List<Run> runs = runs(word);
            if (!runs.isEmpty()) {
                words.add(runs.stream().map(SearchWords::matching).collect(Collectors.joining(" & ")));
            } else if (!word.isEmpty()) {
                notSearched.add(word);
            }
        }
        return new Query(List.copyOf(words), List.copyOf(notSearched));
    }

    private static String matching(Run run) {
        return run.spaced() || run.pairs().isEmpty()
                ? quoted(run.text()) + ":*"
                : run.pairs().stream().map(SearchWords::quoted).collect(Collectors.joining(" & "));
    }

    /** Nothing in a word needs escaping: it has letters, marks and digits only. */
    private static String quoted(String word) {
        return "'" + word + "'";
    }

    /** @param spaced of a script that puts spaces between words */
    private record Run(String text, boolean spaced) {

        private List<String> pairs() {
            int[] characters = text.codePoints().toArray();
            List<String> pairs = new ArrayList<>();
            for (int i = 1; i < characters.length; i++) {
                pairs.add(new String(characters, i - 1, 2));
            }
            return pairs;
        }

        private String last() {
            return text.substring(text.offsetByCodePoints(text.length(), -1));
        }
    }

    private static List<Run> runs(String text) {
        String plain = plain(text);
        if (isAscii(plain)) {
            return runsOfAscii(plain);
        }
        List<Run> runs = new ArrayList<>();
        StringBuilder run = new StringBuilder();
        boolean spaced = true;
        for (int character : plain.codePoints().toArray()) {
            if (!isPartOfWord(character)) {
                add(runs, run, spaced);
                continue;
            }
            UnicodeScript script = scriptOf(character);
            // E.g. the sign that lengthens a vowel in Katakana.
            boolean joins = script == UnicodeScript.INHERITED
                    || Character.getType(character) == Character.MODIFIER_LETTER && script == UnicodeScript.COMMON;
            boolean other = !joins && WITHOUT_SPACES.contains(script) == spaced;
            if (run.isEmpty() || other) {
                add(runs, run, spaced);
                spaced = !WITHOUT_SPACES.contains(script);
            }
            run.appendCodePoint(character);
        }
        add(runs, run, spaced);
        return runs;
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    /** What most texts are in plain form: one script, without marks. */
    private static List<Run> runsOfAscii(String text) {
        List<Run> runs = new ArrayList<>();
        int begin = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || !Character.isLetterOrDigit(text.charAt(i))) {
                if (i > begin) {
                    runs.add(new Run(text.substring(begin, Math.min(i, begin + LONGEST)), true));
                }
                begin = i + 1;
            }
        }
        return runs;
    }

    private static UnicodeScript scriptOf(int character) {
        return character < SCRIPTS.length ? SCRIPTS[character] : UnicodeScript.of(character);
    }

    private static void add(List<Run> runs, StringBuilder run, boolean spaced) {
        if (!run.isEmpty()) {
            boolean cut = spaced && run.codePointCount(0, run.length()) > LONGEST;
            runs.add(new Run(cut ? run.substring(0, run.offsetByCodePoints(0, LONGEST)) : run.toString(), spaced));
            run.setLength(0);
        }
    }

    private static boolean isPartOfWord(int character) {
        return Character.isLetterOrDigit(character)
                || switch (Character.getType(character)) {
                    case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> true;
                    default -> false;
                };
    }

    /** In lower case, without optional marks and invisible characters, each character in its plain form. */
    private static String plain(String text) {
        if (isAscii(text)) {
            return text.toLowerCase(Locale.ROOT);
        }
        StringBuilder bare = new StringBuilder();
        UnicodeScript script = UnicodeScript.COMMON;
        for (int character :
                Normalizer.normalize(text, Normalizer.Form.NFKD).codePoints().toArray()) {
            int type = Character.getType(character);
            boolean mark = type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
            if (!mark) {
                script = scriptOf(character);
            }
            boolean invisible = type == Character.FORMAT && character != 0x200B;
            if (!invisible && !(mark && MARKS_ARE_OPTIONAL.contains(script))) {
                bare.appendCodePoint(character);
            }
        }
        StringBuilder plain = new StringBuilder();
        String composed = Normalizer.normalize(bare, Normalizer.Form.NFKC);
        for (int character : composed.codePoints().toArray()) {
            int digit = Character.getType(character) == Character.DECIMAL_DIGIT_NUMBER
                    ? Character.digit(character, 10)
                    : -1;
            int lower = Character.toLowerCase(Character.toUpperCase(character));
            if (digit >= 0) {
                plain.append(digit);
            } else if (PLAIN.containsKey(lower)) {
                plain.append(PLAIN.get(lower));
            } else {
                plain.appendCodePoint(lower);
            }
        }
        return plain.toString();
    }
}
