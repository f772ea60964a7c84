package dev.kept.wording;

import dev.kept.events.EvidenceFile;
import dev.kept.events.WireTypes;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One word for one thing: how states, entries and fields are called wherever people read. */
public class Words {

    /**
     * A state as people read it.
     *
     * @param icon a shape of its own for each, so that colour is never needed
     */
    public record StateWord(String word, String icon, String tone) {}

    private record Mark(String icon, String tone) {}

    private static final Map<String, Mark> MARKS = Map.ofEntries(
            mark("requested", "?", "wait"),
            mark("declined", "–", "quiet"),
            mark("open", "○", "open"),
            mark("delivered", "◔", "wait"),
            mark("delivered-late", "◔", "wait"),
            mark("disputed", "≠", "wait"),
            mark("missed", "×", "missed"),
            mark("kept", "✓", "kept"),
            mark("kept-late", "✓", "late"),
            mark("excused", "~", "quiet"),
            mark("released", "–", "quiet"),
            mark("withdrawn", "–", "quiet"),
            mark("proposed", "?", "wait"),
            mark("accepted", "✓", "kept"),
            mark("admitted", "✓", "kept"),
            mark("stood-down", "–", "quiet"),
            mark("dismissed", "–", "quiet"),
            mark("agreed", "✓", "kept"),
            mark("in-force", "✓", "kept"),
            mark("objected", "≠", "wait"),
            mark("superseded", "–", "quiet"),
            mark("raised", "○", "open"),
            mark("acknowledged", "◔", "open"),
            mark("settled", "✓", "kept"),
            mark("reopened", "○", "open"),
            mark("escalated", "◆", "wait"),
            mark("scheduled", "○", "open"),
            mark("held", "✓", "kept"),
            mark("planned", "○", "open"),
            mark("cancelled", "–", "quiet"),
            mark("recorded", "○", "open"),
            mark("corrected", "≠", "wait"),
            mark("celebrated", "?", "wait"),
            mark("endorsed", "✓", "kept"),
            mark("ended", "–", "quiet"),
            mark("paused", "–", "quiet"),
            mark("countered", "–", "quiet"),
            mark("question-open", "?", "wait"),
            mark("question-answered", "✓", "kept"),
            mark("finding-open", "?", "wait"),
            mark("finding-accepted", "✓", "kept"),
            mark("finding-declined", "–", "quiet"),
            mark("erasure-proposed", "?", "wait"),
            mark("erasure-declined", "–", "quiet"),
            mark("erasure-erased", "–", "quiet"),
            mark("closed", "–", "quiet"),
            mark("asked", "?", "wait"),
            mark("given", "◔", "open"),
            mark("acted-upon", "✓", "kept"),
            mark("upcoming", "○", "open"),
            mark("awaited", "?", "wait"),
            mark("held-late", "✓", "late"),
            mark("skipped", "–", "quiet"),
            mark("lapsed", "–", "quiet"));

    /** How operations begin that take things forward. */
    private static final List<String> FORWARD = List.of(
            "accept",
            "acknowledge",
            "admit",
            "agree",
            "answer",
            "confirm",
            "deliver",
            "endorse",
            "give",
            "hold",
            "make",
            "open",
            "proposeCharter",
            "actOn",
            "resume",
            "inviteParty");

    /** Kinds of entry that set the course: shown a little larger. */
    private static final Set<String> WEIGHTY = Set.of("decision", "finding", "charter");

    private static final Mark NO_MARK = new Mark("○", "open");

    private static final int KILO = 1024;

    private final Messages messages;

    /** The words of a language; English where there is none of it. */
    public Words(Locale locale) {
        messages = Messages.of(locale);
    }

    public Messages messages() {
        return messages;
    }

    /** A message of the bundles. */
    public String text(String key, Object... arguments) {
        return messages.text(key, arguments);
    }

    private static Map.Entry<String, Mark> mark(String state, String icon, String tone) {
        return Map.entry(state, new Mark(icon, tone));
    }

    private String message(String key, String otherwise) {
        return messages.has(key) ? messages.text(key) : otherwise;
    }

    /** The kinds of entry, in order. */
    public static List<String> kinds() {
        return WireTypes.names().stream()
                .map(WireTypes::kindOf)
                .distinct()
                .sorted()
                .toList();
    }

    public StateWord state(@Nullable String name) {
        String wire = name == null ? "" : name;
        Mark mark = MARKS.getOrDefault(wire, NO_MARK);
        return new StateWord(message("state." + wire, wire.replace('-', ' ')), mark.icon(), mark.tone());
    }

    /** What somebody did, from an entry's type. */
    public String phrase(String type) {
        String[] parts = type.split("\\.", 5);
        return parts.length < 4 ? type : message("phrase." + parts[2] + "." + parts[3], type);
    }

    /** Whether an action takes things forward, rather than back or elsewhere: such a one may stand out. */
    public boolean forward(String operation) {
        return FORWARD.stream().anyMatch(operation::startsWith);
    }

    /** How often, as a line of its own. */
    public String cadence(String rule, When when) {
        String said = Cadence.said(rule, when::date, messages);
        return said.substring(0, 1).toUpperCase(Locale.ROOT) + said.substring(1);
    }

    public boolean weighty(String kind) {
        return WEIGHTY.contains(kind);
    }

    /** A field's name as people read it. */
    public String label(String field) {
        String key = "label." + field;
        if (messages.has(key)) {
            return messages.text(key);
        }
        StringBuilder words = new StringBuilder();
        for (char c : field.toCharArray()) {
            if (Character.isUpperCase(c)) {
                words.append(' ').append(Character.toLowerCase(c));
            } else {
                words.append(words.isEmpty() ? Character.toUpperCase(c) : c);
            }
        }
        return words.toString();
    }

    /** A number with what it counts. */
    public String quantity(Doc field) {
        String key = "unit." + field.string("unit");
        long number = field.number("number");
        return messages.has(key) ? messages.text(key, number) : Long.toString(number);
    }

    /** A code word, by the list it comes from. */
    public String code(Doc field, Ledger ledger) {
        String code = field.string("code");
        return switch (field.string("list")) {
            case "side", "monitor" -> ledger.name(code);
            case "confidence" -> message("confidence." + code, code);
            case "ground" -> ground(code);
            case "yes-no" -> message("answer." + code, code);
            case "place" -> textAt(code);
            default -> code;
        };
    }

    /** What a text at a place of an entry's data is called, e.g. {@code evidence/0/label}; places in a list count from 1. */
    public String textAt(String place) {
        if (EvidenceFile.isOfAFile(place)) {
            return label(EvidenceFile.isDigest(place) ? "file" : "fileName");
        }
        String[] steps = place.split("/", -1);
        String last = steps[steps.length - 1];
        boolean numbered = steps.length > 1 && last.chars().allMatch(Character::isDigit);
        return numbered ? label(steps[steps.length - 2]) + " " + (Integer.parseInt(last) + 1) : label(last);
    }

    /** How long a file is, in round numbers. */
    public String size(long bytes) {
        if (bytes < KILO) {
            return text("size.bytes", bytes);
        }
        return bytes < KILO * KILO
                ? text("size.kb", Math.round((double) bytes / KILO))
                : text("size.mb", Math.round((double) bytes / KILO / KILO * 10) / 10.0);
    }

    /** What is referred to, in a few words. */
    public String title(Doc reference) {
        String title = Brief.of(reference.text("title"));
        if (title != null) {
            return title;
        }
        String kind = reference.text("kind");
        return reference.erased("title")
                ? messages.text("one.erased")
                : kind == null ? messages.text("one.other") : message("one." + kind, kind);
    }

    /** Where it is read, below its ledger; null when it has no page. */
    public @Nullable String referred(Doc reference) {
        String kind = reference.text("kind");
        return kind == null ? null : Places.of(kind, reference.string("id"));
    }

    /** Whether an address is one of the web: anything else is shown and leads nowhere, because it may be a script. */
    public boolean leads(@Nullable String link) {
        return link != null && (link.startsWith("https://") || link.startsWith("http://"));
    }

    public String waiting(String what) {
        return message("waiting." + what, label(what.replace('-', ' ')));
    }

    /** What waits for an answer, in the review. */
    public String unanswered(String what) {
        return message("unanswered." + what, what);
    }

    /**
     * What is wrong, of a problem of the API or one of its errors: by its code, with its facts in the order of their names, where this
     * language has it; else as the API says it.
     */
    public String problem(Doc problem) {
        String key = "problem." + problem.string("code");
        String detail = problem.text("detail");
        if (messages.has(key)) {
            Object[] facts = problem.at("facts").node().propertyNames().stream()
                    .sorted()
                    .map(name -> problem.string("facts/" + name))
                    .toArray();
            return messages.text(key, facts);
        }
        return detail == null ? messages.text("page.problem") : detail;
    }

    /** On which ground a text was erased. */
    public String ground(String ground) {
        return message("ground." + ground.toUpperCase(Locale.ROOT), ground);
    }

    /** Where what waits is read, below its ledger: the item's own page where there is one. */
    public String place(Doc waiting) {
        return place(waiting.string("kind"), waiting.text("item"));
    }

    /** The same, of an item of a kind; null when it is the ledger as a whole. */
    public String place(String kind, @Nullable String item) {
        if (kind.equals("charter")) {
            return "/charter";
        }
        if (item == null || kind.equals("mediator") || kind.equals("erasure")) {
            return "/settings";
        }
        String place = Places.of(kind, item);
        return place == null ? "/timeline" : place;
    }

    /** A number of the dashboard, within a sentence. */
    public String counted(String figure) {
        return message("counted." + figure, figure);
    }

    /** A number of the dashboard, as a heading. */
    public String figure(String figure) {
        return message("figure." + figure, figure);
    }

    /** A section of the charter, as a heading. */
    public String section(String section) {
        return message("section." + section.toUpperCase(Locale.ROOT), section);
    }

    /** The clauses of a section. */
    public List<Doc> within(List<Doc> clauses, String section) {
        return clauses.stream()
                .filter(clause -> clause.string("section").equalsIgnoreCase(section))
                .toList();
    }

    /** A kind of entry in the plural, for a choice. */
    public String kind(String kind) {
        return message("kind." + kind, kind);
    }

    /** Several as they are listed in a sentence. */
    static String list(Messages messages, List<String> several) {
        String listed = several.getLast();
        for (int i = several.size() - 2; i >= 0; i--) {
            listed = messages.text(i == several.size() - 2 ? "list.last" : "list.more", several.get(i), listed);
        }
        return listed;
    }
}
