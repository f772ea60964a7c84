package dev.kept.tone;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.languagetool.AnalyzedSentence;
import org.languagetool.Language;
import org.languagetool.rules.RuleMatch;
import org.languagetool.rules.patterns.AbstractPatternRule;

/** The rules of a language, ready for use. Thread-safe. */
final class RuleSet {

    /** A category whose id begins so names what is good. */
    private static final String GOOD = "GOOD_";

    /** A category whose id begins so marks nothing: what it finds silences the category named behind it in that sentence. */
    private static final String PLAIN = "PLAIN_";

    private static final Pattern TAGS = Pattern.compile("</?suggestion>");

    private final Locale locale;
    private final List<AbstractPatternRule> rules;
    private final List<AbstractPatternRule> silencers;

    private final Consumer<String> complaints;
    private final Set<AbstractPatternRule> broken = ConcurrentHashMap.newKeySet();

    private RuleSet(Locale locale, List<AbstractPatternRule> rules, Consumer<String> complaints) {
        this.locale = locale;
        this.rules = rules.stream().filter(rule -> !isSilencer(rule)).toList();
        this.silencers = rules.stream().filter(RuleSet::isSilencer).toList();
        this.complaints = complaints;
    }

    /** A rule of a later file takes the place of those with the same id; a file that is wrong is told of and left out. */
    static RuleSet read(String language, Folder folder, Consumer<String> complaints) {
        Language plain = new PlainLanguage(language);
        Map<String, List<AbstractPatternRule>> byId = new LinkedHashMap<>();
        for (Folder.File file : folder.files(language)) {
            try {
                Map<String, List<AbstractPatternRule>> ofFile = new LinkedHashMap<>();
                for (AbstractPatternRule rule : RuleFile.read(file, plain)) {
                    ofFile.computeIfAbsent(rule.getId(), id -> new ArrayList<>())
                            .add(rule);
                }
                byId.putAll(ofFile);
            } catch (WrongRules wrong) {
                complaints.accept(wrong.getMessage());
            }
        }
        List<AbstractPatternRule> rules = byId.values().stream()
                .flatMap(List::stream)
                .filter(rule -> !rule.isDefaultOff())
                .toList();
        return new RuleSet(Locale.forLanguageTag(language), rules, complaints);
    }

    static boolean isGood(AbstractPatternRule rule) {
        return id(rule).startsWith(GOOD);
    }

    static boolean isSilencer(AbstractPatternRule rule) {
        return id(rule).startsWith(PLAIN);
    }

    private static String id(AbstractPatternRule rule) {
        return rule.getCategory().getId().toString();
    }

    /** The rules that mark something, or name it as good. */
    List<AbstractPatternRule> rules() {
        return rules;
    }

    /** @throws CancellationException when the thread was interrupted */
    Tone check(String text) {
        List<Note> marks = new ArrayList<>();
        List<Note> good = new ArrayList<>();
        for (Sentences.Sentence sentence : Sentences.of(text, locale)) {
            Map<String, Boolean> silenced = new HashMap<>();
            for (AbstractPatternRule rule : rules) {
                requireTime();
                for (RuleMatch match : matches(rule, sentence.analyzed())) {
                    if (!sentence.isQuoted(match.getFromPos(), match.getToPos())
                            && !silenced.computeIfAbsent(id(rule), id -> isSilenced(id, sentence.analyzed()))) {
                        (isGood(rule) ? good : marks).add(note(rule, match, sentence.from(), text));
                    }
                }
            }
        }
        return new Tone(withoutOverlap(marks), withoutOverlap(good));
    }

    /** Whether the category with this id marks nothing in this sentence. */
    private boolean isSilenced(String category, AnalyzedSentence sentence) {
        return silencers.stream()
                .filter(silencer -> id(silencer).equals(PLAIN + category))
                .anyMatch(silencer -> matches(silencer, sentence).length > 0);
    }

    private static void requireTime() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException();
        }
    }

    /** A rule that cannot be applied is told of once and not used again; nothing of the text is told. */
    private RuleMatch[] matches(AbstractPatternRule rule, AnalyzedSentence sentence) {
        if (broken.contains(rule)) {
            return new RuleMatch[0];
        }
        try {
            return rule.match(sentence);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            if (e.getCause() instanceof InterruptedException) {
                // Time is up, and nothing is wrong with the rule. Whoever threw this took the interruption back.
                Thread.currentThread().interrupt();
                throw new CancellationException();
            }
            if (broken.add(rule)) {
                complaints.accept("rule " + rule.getId() + ": its pattern or its suggestion cannot be applied.");
            }
            return new RuleMatch[0];
        }
    }

    private static Note note(AbstractPatternRule rule, RuleMatch match, int offset, String text) {
        String id = id(rule);
        int to = offset + match.getToPos();
        while (to > offset + match.getFromPos() && Character.isWhitespace(text.charAt(to - 1))) {
            to--;
        }
        return new Note(
                offset + match.getFromPos(),
                to,
                (id.startsWith(GOOD) ? id.substring(GOOD.length()) : id)
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '-'),
                rule.getCategory().getName(),
                TAGS.matcher(match.getMessage()).replaceAll(""),
                isGood(rule) ? List.of() : match.getSuggestedReplacements());
    }

    /** Of notes of one category about the same words the longest stays. */
    private static List<Note> withoutOverlap(List<Note> notes) {
        List<Note> kept = new ArrayList<>();
        notes.stream()
                .sorted(Comparator.comparingInt(Note::length).reversed())
                .filter(note -> kept.stream()
                        .allMatch(other -> !other.category().equals(note.category()) || other.isApartFrom(note)))
                .forEach(kept::add);
        kept.sort(Comparator.comparingInt(Note::from).thenComparing(Note::category));
        return kept;
    }
}
