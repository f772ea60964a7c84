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

    static final int ROWS = 3;

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

    /** A name such as {@code commitment/title} stands for a field of an object in the body. */
    private void put(ObjectNode whole, Field field) {
        int slash = field.name().indexOf('/');
        ObjectNode body = slash < 0 ? whole : inner(whole, field.name().substring(0, slash));
        put(body, field.name().substring(slash + 1), field, field.name());
        if (body != whole && body.isEmpty()) {
            whole.remove(field.name().substring(0, slash));
        }
    }

    private static ObjectNode inner(ObjectNode whole, String name) {
        return whole.get(name) instanceof ObjectNode known ? known : whole.putObject(name);
    }

    private void put(ObjectNode body, String name, Field field, String from) {
        String typed = value(from).strip();
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
            case CLAUSES ->
                typed.lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .forEach(line -> body.withArray("clauses")
                                .addObject()
                                .put("section", name)
                                .put("text", line));
            case DUE, HAPPENED -> {
                String time = value(from + "-time").strip();
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
            case YES_NO -> {
                if (!typed.isEmpty()) {
                    body.put(name, typed.equals("true"));
                }
            }
            case GIVEN -> putGiven(body, name, typed);
            case PAIRS -> {
                ArrayNode rows = pairs(name, field.options());
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

    private ArrayNode pairs(String name, List<Field.Option> parts) {
        String first = parts.get(0).value();
        String second = parts.get(1).value();
        ArrayNode rows = JSON.createArrayNode();
        for (int row = 0; row < ROWS; row++) {
            String one = value(name + "-" + first + "-" + row).strip();
            String other = value(name + "-" + second + "-" + row).strip();
            if (!one.isEmpty() || !other.isEmpty()) {
                ObjectNode pair = rows.addObject();
                putText(pair, first, one.isEmpty() ? other : one);
                putText(pair, second, other);
            }
        }
        return rows;
    }

    private static void putText(ObjectNode body, String name, String typed) {
        if (!typed.isEmpty()) {
            body.put(name, typed);
        }
    }

    /** An id, or the number of an occurrence. */
    private static void putGiven(ObjectNode body, String name, String typed) {
        if (typed.length() < 6) {
            putNumber(body, name, typed);
        } else {
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
