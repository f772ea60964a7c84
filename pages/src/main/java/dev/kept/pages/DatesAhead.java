package dev.kept.pages;

import dev.kept.http.Problem;
import dev.kept.wording.Doc;
import dev.kept.wording.When;
import dev.kept.wording.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The dates of what repeats, told before it is recorded: by the API, because it alone writes rules out. */
final class DatesAhead {

    /** The model's attribute: a sentence for each field that repeats, by the field's whole name. */
    static final String NAME = "datesAhead";

    /** The button that shows them; nothing is recorded by it. */
    static final String SHOW = "show-dates";

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Visit visit;
    private final Typed typed;
    private final Map<String, String> sentences = new LinkedHashMap<>();

    private DatesAhead(Visit visit, Typed typed) {
        this.visit = visit;
        this.typed = typed;
    }

    static Map<String, String> of(Visit visit, List<Field> fields, Typed typed) {
        DatesAhead dates = new DatesAhead(visit, typed);
        dates.collect(fields);
        return dates.sentences;
    }

    private void collect(List<Field> fields) {
        String first = "";
        for (Field field : fields) {
            if (field.type() == Field.Type.DUE || field.type() == Field.Type.HAPPENED) {
                first = field.name();
            } else if (field.type() == Field.Type.REPEATS) {
                String rule = CadenceFields.rule(typed, field);
                if (rule != null) {
                    sentences.put(field.name(), sentence(first, rule));
                }
            } else if (field.hasRows()) {
                for (int row : typed.kept(field)) {
                    String at = field.name() + "/" + row;
                    collect(field.fields().stream().map(each -> each.under(at)).toList());
                }
            }
        }
    }

    private String sentence(String begins, String rule) {
        Words words = visit.words();
        try {
            Doc dates = visit.post("/api/date-previews", body(begins, rule), UUID.randomUUID(), null);
            When when = visit.when().in(dates.string("zone"));
            boolean days = dates.flag("wholeDays");
            String first = inWords(dates.string("first"), when, days);
            String last = inWords(dates.string("last"), when, days);
            return dates.number("occurrences") == 1
                    ? words.text("page.dates.one", first, dates.string("zone"))
                    : words.text("page.dates.several", dates.number("occurrences"), first, last, dates.string("zone"));
        } catch (Refused refused) {
            return refused.first(words);
        } catch (Problem away) {
            return words.text("page.dates.away");
        }
    }

    private static String inWords(String iso, When when, boolean day) {
        return day ? when.date(iso) : when.at(iso);
    }

    private ObjectNode body(String first, String rule) {
        String day = typed.value(first).strip();
        String time = typed.value(first + "-time").strip();
        ObjectNode body = JSON.createObjectNode().put("rrule", rule);
        put(body, "first", day.isEmpty() || time.isEmpty() ? day : day + "T" + time);
        put(body, "zone", typed.value("zone").strip());
        return body;
    }

    private static void put(ObjectNode body, String name, String value) {
        if (!value.isEmpty()) {
            body.put(name, value);
        }
    }
}
