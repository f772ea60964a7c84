package dev.kept.pages;

import dev.kept.http.Problem;
import dev.kept.pages.Field.Option;
import dev.kept.wording.Doc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How what stands in a form may sound to the other side: shown to the author alone, below each field. The templates find it in the
 * model under {@link #NAME}.
 *
 * @param language of the hints
 * @param hints by the whole name of the field; none for a field that nothing is said of
 * @param away whether the check could not be made
 * @param partial whether there was more text than is checked at once, so that the last fields were left out
 */
public record ToneHints(String language, Map<String, List<Hint>> hints, boolean away, boolean partial) {

    static final String NAME = "tone";

    /** The button that asks for it, and the choice of the language; nothing is recorded by them. */
    static final String CHECK = "check-tone";

    static final String LANGUAGE = "tone-language";

    /** What the pages offer; the API may know more. */
    public static final List<Option> LANGUAGES = List.of(new Option("en", "English"), new Option("de", "Deutsch"));

    private static final int LONGEST = 10_000;
    private static final int MOST = 100;

    /** What the API takes in all, in UTF-16 code units. */
    private static final int MOST_CHARACTERS = 20_000;

    private static final JsonMapper JSON = JsonMapper.shared();

    /**
     * One hint.
     *
     * @param words that it is about
     * @param gentler none when the words are well put
     */
    public record Hint(boolean good, String words, String name, String explanation, List<String> gentler) {

        static Hint of(boolean good, Doc note, String text) {
            int from = Math.clamp(note.number("from"), 0, text.length());
            int to = Math.clamp(note.number("to"), from, text.length());
            List<String> gentler =
                    note.list("gentler").stream().map(each -> each.string("")).toList();
            return new Hint(good, text.substring(from, to), note.string("name"), note.string("explanation"), gentler);
        }
    }

    /** Asks for all that was typed into fields for words. That no answer comes hinders nobody: it is said, and that is all. */
    static ToneHints of(Visit visit, List<Field> fields, Typed typed) {
        Map<String, String> texts = new LinkedHashMap<>();
        collect(fields, typed, texts);
        boolean partial = limit(texts);
        String language = typed.value(LANGUAGE).equals("de") ? "de" : "en";
        if (texts.isEmpty()) {
            return new ToneHints(language, Map.of(), false, partial);
        }
        try {
            Doc answer = visit.post("/api/tone-checks", body(language, texts), UUID.randomUUID(), null);
            Map<String, List<Hint>> hints = new HashMap<>();
            for (Doc checked : answer.list("texts")) {
                String field = checked.string("field");
                List<Hint> ofField = hints(checked, texts.getOrDefault(field, ""));
                if (!ofField.isEmpty()) {
                    hints.put(field, ofField);
                }
            }
            return new ToneHints(language, hints, false, partial);
        } catch (Refused | Problem away) {
            return new ToneHints(language, Map.of(), true, false);
        }
    }

    /** Leaves out what exceeds the characters checked at once, and says whether that was anything. */
    private static boolean limit(Map<String, String> texts) {
        int characters = 0;
        boolean partial = false;
        for (Iterator<String> each = texts.values().iterator(); each.hasNext(); ) {
            int length = each.next().length();
            if (characters + length > MOST_CHARACTERS) {
                each.remove();
                partial = true;
            } else {
                characters += length;
            }
        }
        return partial;
    }

    private static List<Hint> hints(Doc checked, String text) {
        List<Hint> hints = new ArrayList<>();
        checked.list("marks").forEach(mark -> hints.add(Hint.of(false, mark, text)));
        checked.list("good").forEach(merit -> hints.add(Hint.of(true, merit, text)));
        return hints;
    }

    private static ObjectNode body(String language, Map<String, String> texts) {
        ObjectNode body = JSON.createObjectNode().put("language", language);
        ArrayNode array = body.putArray("texts");
        texts.forEach((field, text) -> array.addObject().put("field", field).put("text", text));
        return body;
    }

    private static void collect(List<Field> fields, Typed typed, Map<String, String> texts) {
        for (Field field : fields) {
            if (field.holdsWords()) {
                String text = typed.value(field.name()).replace("\r\n", "\n");
                if (!text.isBlank() && text.codePointCount(0, text.length()) <= LONGEST && texts.size() < MOST) {
                    texts.put(field.name(), text);
                }
            } else if (field.hasRows()) {
                for (int row = 0; row < typed.rows(field); row++) {
                    String at = field.name() + "/" + row;
                    collect(field.fields().stream().map(each -> each.under(at)).toList(), typed, texts);
                }
            }
        }
    }

    /** What is said of a field; null when nothing is. */
    public @Nullable List<Hint> at(String field) {
        return hints.get(field);
    }

    /** How many places may sound harder than they are meant. */
    public long marks() {
        return hints.values().stream()
                .flatMap(List::stream)
                .filter(hint -> !hint.good())
                .count();
    }

    /** Whether anything is well put. */
    public boolean praises() {
        return hints.values().stream().flatMap(List::stream).anyMatch(Hint::good);
    }
}
