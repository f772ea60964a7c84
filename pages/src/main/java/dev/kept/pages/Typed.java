package dev.kept.pages;

import dev.kept.pages.Field.Type;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a person typed into a form, and the body that it becomes. Nothing is judged here: that is the API's business, all at once. The
 * fields of a row are named as the API points at them, e.g. {@code commitments/0/title}.
 */
final class Typed {

    static final int MOST_ROWS = 20;

    /** The buttons that change how many rows there are; nothing is recorded by them. A form's own methods have other names. */
    static final String ADD = "add-row";

    static final String REMOVE = "remove-row";

    /** The button that keeps what was typed as a draft, and for how long that is to cool. */
    static final String KEEP = "keep-draft";

    static final String COOLS = "cools-until";

    private static final String ROWS = "-rows";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Map<String, String[]> parameters;

    Typed(Map<String, String[]> parameters) {
        this.parameters = parameters;
    }

    /** What a form begins with. */
    static Typed of(Map<String, String> prefilled) {
        return new Typed(prefilled.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, each -> new String[] {each.getValue()})));
    }

    Typed with(Map<String, String[]> more) {
        Map<String, String[]> all = new TreeMap<>(parameters);
        all.putAll(more);
        return new Typed(all);
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

    /** Whether the form is to be shown again with other rows, and not recorded. */
    boolean asksForRows() {
        return parameters.containsKey(ADD) || parameters.containsKey(REMOVE);
    }

    /** Whether the form is to be shown again with how it may sound, and not recorded. */
    boolean asksForTone() {
        return parameters.containsKey(ToneHints.CHECK);
    }

    /** Whether the form is to be shown again with the dates of what repeats, and not recorded. */
    boolean asksForDates() {
        return parameters.containsKey(DatesAhead.SHOW);
    }

    /** Whether it is to be kept as a draft, and not recorded. */
    boolean isToBeKept() {
        return parameters.containsKey(KEEP);
    }

    /**
     * How many rows a group has.
     *
     * @param group by its whole name
     */
    int rows(Field group) {
        String typed = value(group.name() + ROWS);
        try {
            return typed.isEmpty() ? group.rowsAtFirst() : Math.clamp(Integer.parseInt(typed), 0, MOST_ROWS);
        } catch (NumberFormatException e) {
            return group.rowsAtFirst();
        }
    }

    /** The same with one more row. */
    Typed withRow(Field group) {
        Map<String, String[]> more = new TreeMap<>(parameters);
        more.put(group.name() + ROWS, new String[] {Integer.toString(Math.min(rows(group) + 1, MOST_ROWS))});
        return new Typed(more);
    }

    /** The same without that row; those behind it move up. */
    Typed withoutRow(Field group, int row) {
        Map<String, String[]> fewer = new TreeMap<>();
        int rows = rows(group);
        if (row < 0 || row >= rows) {
            return this;
        }
        String start = group.name() + "/";
        parameters.forEach((name, values) -> {
            if (!name.startsWith(start)) {
                fewer.put(name, values);
                return;
            }
            String rest = name.substring(start.length());
            int end = 0;
            while (end < rest.length() && Character.isDigit(rest.charAt(end))) {
                end++;
            }
            int at = end == 0 || end > 3 ? -1 : Integer.parseInt(rest.substring(0, end));
            if (at != row) {
                fewer.put(start + (at > row ? at - 1 : at) + rest.substring(end), values);
            }
        });
        fewer.put(group.name() + ROWS, new String[] {Integer.toString(rows - 1)});
        return new Typed(fewer);
    }

    /**
     * The rows that go into the body, in their order: those in which something was typed, or changed.
     *
     * @param group by its whole name
     */
    List<Integer> kept(Field group) {
        return IntStream.range(0, rows(group))
                .filter(row -> group.type() == Type.AMENDED
                        ? isAmended(group.name() + "/" + row)
                        : group.fields().stream().anyMatch(field -> isFilled(field.under(group.name() + "/" + row))))
                .boxed()
                .toList();
    }

    private boolean isAmended(String row) {
        if (value(row + "/clause").isEmpty()) {
            return !value(row + "/text").isBlank();
        }
        boolean reworded = !value(row + "/text")
                .replace("\r\n", "\n")
                .equals(value(row + "/was").replace("\r\n", "\n"));
        return !isRemoved(row) && (reworded || !value(row + "/side").equals(value(row + "/was-side")));
    }

    private boolean isRemoved(String row) {
        return !value(row + "/removed").isEmpty();
    }

    /** A choice that always has an answer says nothing by itself. */
    private boolean isFilled(Field field) {
        return switch (field.type()) {
            case LINE, TEXT, LINES, CLAUSES, DUE, HAPPENED, NUMBER, ITEMS, ITEM ->
                values(field.name()).stream().anyMatch(each -> !each.isBlank());
            case FILE -> isAttached(field);
            case PAIRS, GROUP, AMENDED -> !kept(field).isEmpty();
            case CHOICE, YES_NO, FLAG, REPEATS, FIXED, GIVEN -> false;
        };
    }

    private boolean isAttached(Field field) {
        return !value(field.name()).isBlank()
                && value(field.name() + FormFiles.DROP).isEmpty();
    }

    ObjectNode body(List<Field> fields) {
        ObjectNode body = JSON.createObjectNode();
        fields.forEach(field -> put(body, field.name(), field));
        return body;
    }

    /** @param name within the body; the field's own is its whole name */
    private void put(ObjectNode whole, String name, Field field) {
        int slash = name.indexOf('/');
        if (slash < 0) {
            putValue(whole, name, field);
            return;
        }
        String object = name.substring(0, slash);
        ObjectNode body = whole.get(object) instanceof ObjectNode known ? known : JSON.createObjectNode();
        putValue(body, name.substring(slash + 1), field);
        if (!body.isEmpty()) {
            whole.set(object, body);
        }
    }

    private void putValue(ObjectNode body, String name, Field field) {
        String typed = value(field.name()).strip();
        switch (field.type()) {
            case LINE, CHOICE, ITEM -> putText(body, name, typed);
            case TEXT -> putText(body, name, typed.replace("\r\n", "\n"));
            case LINES -> putAll(body, name, lines(typed));
            case CLAUSES ->
                lines(typed)
                        .forEach(line -> body.withArray("clauses")
                                .addObject()
                                .put("section", name)
                                .put("text", line));
            case DUE, HAPPENED -> {
                String time = value(field.name() + "-time").strip();
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
            case FILE -> {
                if (isAttached(field)) {
                    body.put(name, typed);
                }
            }
            case PAIRS, GROUP -> putRows(body, name, field);
            case AMENDED -> putAmended(body, name, field);
            case REPEATS -> {
                String rule = CadenceFields.rule(this, field);
                if (rule != null && field.required()) {
                    body.put(name, rule);
                } else if (rule != null) {
                    body.putObject(name).put("rrule", rule);
                }
            }
            case ITEMS -> putAll(body, name, values(field.name()));
            case FIXED -> {
                String value = field.options().getFirst().value();
                if (value.equals("false") || value.equals("true")) {
                    body.put(name, Boolean.parseBoolean(value));
                } else {
                    body.put(name, value);
                }
            }
        }
    }

    private static void putAll(ObjectNode body, String name, Collection<String> texts) {
        if (!texts.isEmpty()) {
            ArrayNode array = body.putArray(name);
            texts.forEach(array::add);
        }
    }

    static List<String> lines(String typed) {
        return typed.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    private void putRows(ObjectNode body, String name, Field group) {
        List<Integer> kept = kept(group);
        if (kept.isEmpty()) {
            return;
        }
        ArrayNode rows = body.putArray(name);
        for (int row : kept) {
            ObjectNode one = rows.addObject();
            for (Field field : group.fields()) {
                put(one, field.name(), field.under(group.name() + "/" + row));
            }
        }
    }

    private void putAmended(ObjectNode body, String name, Field group) {
        ArrayNode changed = body.withArray(name);
        for (int row : kept(group)) {
            String at = group.name() + "/" + row;
            ObjectNode one = changed.addObject();
            putText(one, "clause", value(at + "/clause"));
            putText(one, "section", value(at + "/section"));
            putText(one, "side", value(at + "/side"));
            putText(one, "text", value(at + "/text").strip().replace("\r\n", "\n"));
        }
        for (int row = 0; row < rows(group); row++) {
            if (isRemoved(group.name() + "/" + row)) {
                body.withArray("removed").add(value(group.name() + "/" + row + "/clause"));
            }
        }
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
