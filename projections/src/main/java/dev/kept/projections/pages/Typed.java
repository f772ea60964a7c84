package dev.kept.projections.pages;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a person typed into a form, and the body that it becomes. Nothing is judged here: that is the API's business, all at once. */
final class Typed {

    static final int EVIDENCE_ROWS = 3;

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Map<String, String[]> parameters;

    Typed(Map<String, String[]> parameters) {
        this.parameters = parameters;
    }

    static Typed nothing() {
        return new Typed(Map.of());
    }

    /** What was typed under a name; empty when nothing was. */
    String value(String name) {
        String[] values = parameters.get(name);
        return values == null || values.length == 0 ? "" : values[0];
    }

    Collection<String> values(String name) {
        String[] values = parameters.get(name);
        return values == null ? Set.of() : List.of(values);
    }

    ObjectNode body(List<Field> fields) {
        ObjectNode body = JSON.createObjectNode();
        fields.forEach(field -> put(body, field));
        return body;
    }

    private void put(ObjectNode body, Field field) {
        String name = field.name();
        String typed = value(name).strip();
        switch (field.type()) {
            case LINE, CHOICE -> putText(body, name, typed);
            case TEXT -> putText(body, name, typed.replace("\r\n", "\n"));
            case LINES -> {
                ArrayNode lines = JSON.createArrayNode();
                typed.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(lines::add);
                if (!lines.isEmpty()) {
                    body.set(name, lines);
                }
            }
            case DUE, HAPPENED -> {
                String time = value(name + "-time").strip();
                if (!typed.isEmpty()) {
                    body.put(name, time.isEmpty() ? typed : typed + "T" + time);
                    putText(body, "zone", value("zone").strip());
                }
            }
            case FLAG -> {
                if (!typed.isEmpty()) {
                    body.put(name, true);
                }
            }
            case NUMBER -> putNumber(body, name, typed);
            case EVIDENCE -> {
                ArrayNode rows = evidence(name);
                if (!rows.isEmpty()) {
                    body.set(name, rows);
                }
            }
            case REPEATS -> {
                if (!typed.isEmpty()) {
                    body.putObject(name)
                            .put(
                                    "rrule",
                                    typed + ";COUNT=" + value(name + "-count").strip());
                }
            }
            case ITEMS -> {
                ArrayNode items = JSON.createArrayNode();
                values(name).forEach(items::add);
                if (!items.isEmpty()) {
                    body.set(name, items);
                }
            }
        }
    }

    private ArrayNode evidence(String name) {
        ArrayNode rows = JSON.createArrayNode();
        for (int row = 0; row < EVIDENCE_ROWS; row++) {
            String label = value(name + "-label-" + row).strip();
            String link = value(name + "-link-" + row).strip();
            if (!label.isEmpty() || !link.isEmpty()) {
                ObjectNode one = rows.addObject();
                putText(one, "label", label.isEmpty() ? link : label);
                putText(one, "link", link);
            }
        }
        return rows;
    }

    private static void putText(ObjectNode body, String name, String typed) {
        if (!typed.isEmpty()) {
            body.put(name, typed);
        }
    }

    /** What is no number goes as it was typed: the API says what is wrong with it. */
    static void putNumber(ObjectNode body, String name, @Nullable String typed) {
        if (typed == null || typed.isEmpty()) {
            return;
        }
        try {
            body.put(name, Integer.parseInt(typed));
        } catch (NumberFormatException e) {
            body.put(name, typed);
        }
    }
}
