package dev.kept.pages;

import dev.kept.wording.Cadence;
import dev.kept.wording.When;
import dev.kept.wording.Words;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The way back from a body to what would have to be typed into its form: what {@link Typed#body} turns into it again. */
final class Written {

    /** What stands in a body beside the fields that its form names. */
    private static final Set<String> BESIDE = Set.of("zone", "clauses", "removed");

    private final Map<String, String[]> typed = new HashMap<>();

    private Written() {}

    /**
     * What was typed.
     *
     * @param begun what the form begins with, such as the clauses that there are
     */
    static Typed of(List<Field> fields, JsonNode body, Map<String, String> begun) {
        Written written = new Written();
        begun.forEach(written::put);
        fields.forEach(field -> written.read(body, field.name(), field));
        return new Typed(written.typed);
    }

    /** The body of what was typed, with what the one before held that the form does not ask for. */
    static ObjectNode body(List<Field> fields, Typed typed, JsonNode before) {
        ObjectNode body = typed.body(fields);
        Set<String> asked =
                fields.stream().map(field -> field.name().split("/")[0]).collect(Collectors.toCollection(HashSet::new));
        asked.addAll(BESIDE);
        before.properties().forEach(property -> {
            if (!asked.contains(property.getKey())) {
                body.set(property.getKey(), property.getValue());
            }
        });
        return body;
    }

    /** Whether a form gives back all of a body. */
    static boolean fits(List<Field> fields, JsonNode body) {
        return body(fields, of(fields, body, Map.of()), body).equals(body);
    }

    private void put(String name, String value) {
        typed.put(name, new String[] {value});
    }

    /** @param name within the body; the field's own is its whole name */
    private void read(JsonNode body, String name, Field field) {
        int slash = name.indexOf('/');
        if (slash < 0) {
            readValue(body, name, field);
        } else {
            readValue(body.path(name.substring(0, slash)), name.substring(slash + 1), field);
        }
    }

    private void readValue(JsonNode body, String name, Field field) {
        JsonNode value = body.path(name);
        boolean present = value.isValueNode() && !value.isNull();
        switch (field.type()) {
            case LINE, TEXT, CHOICE, ITEM, NUMBER, GIVEN, YES_NO, FILE -> {
                if (present) {
                    put(field.name(), value.asString());
                }
            }
            case FLAG -> {
                if (value.asBoolean(false)) {
                    put(field.name(), "yes");
                }
            }
            case LINES -> putLines(field.name(), texts(value));
            case CLAUSES ->
                putLines(
                        field.name(),
                        body.path("clauses")
                                .valueStream()
                                .filter(clause ->
                                        clause.path("section").asString("").equals(name))
                                .map(clause -> clause.path("text").asString(""))
                                .toList());
            case DUE, HAPPENED -> {
                if (present) {
                    time(field.name(), value.asString(), body.path("zone").asString(""));
                }
            }
            case ITEMS -> {
                if (!value.isEmpty()) {
                    typed.put(field.name(), texts(value).toArray(String[]::new));
                }
            }
            case REPEATS -> {
                JsonNode rule = field.required() ? value : value.path("rrule");
                if (rule.isString()) {
                    typed.putAll(CadenceFields.typed(field.name(), rule.stringValue()));
                }
            }
            case PAIRS, GROUP -> rows(value, field);
            case AMENDED -> amended(body, value, field);
            case FIXED -> {}
        }
    }

    private void putLines(String name, List<String> lines) {
        if (!lines.isEmpty()) {
            put(name, String.join("\n", lines));
        }
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(each -> each.asString("")).toList();
    }

    /** A local time stays as it was typed; an instant is present in its zone. */
    private void time(String name, String iso, String zone) {
        String local = iso;
        try {
            if (iso.indexOf('T') > 0 && !zone.isEmpty()) {
                local = OffsetDateTime.parse(iso)
                        .atZoneSameInstant(ZoneId.of(zone))
                        .toLocalDateTime()
                        .truncatedTo(ChronoUnit.MINUTES)
                        .toString();
            }
        } catch (DateTimeException e) {
            // It has no offset, or is no time at all: as it was typed.
        }
        String[] parts = local.split("T", 2);
        put(name, parts[0]);
        if (parts.length > 1) {
            put(name + "-time", parts[1]);
        }
        if (!zone.isEmpty()) {
            put("zone", zone);
        }
    }

    private void rows(JsonNode array, Field group) {
        if (array.isEmpty()) {
            return;
        }
        put(group.name() + "-rows", Integer.toString(Math.min(array.size(), Typed.MOST_ROWS)));
        for (int row = 0; row < array.size(); row++) {
            for (Field field : group.fields()) {
                read(array.get(row), field.name(), field.under(group.name() + "/" + row));
            }
        }
    }

    private void amended(JsonNode body, JsonNode changed, Field group) {
        List<String> clauses = new ArrayList<>();
        int known = rowsBegun(group);
        for (int row = 0; row < known; row++) {
            clauses.add(typed.getOrDefault(group.name() + "/" + row + "/clause", new String[] {""})[0]);
        }
        changed.forEach(clause -> {
            String at = group.name() + "/" + rowOf(clause.path("clause").asString(""), clauses);
            for (String part : List.of("clause", "section", "side", "text")) {
                put(at + "/" + part, clause.path(part).asString(""));
            }
        });
        texts(body.path("removed")).forEach(clause -> {
            String at = group.name() + "/" + rowOf(clause, clauses);
            put(at + "/clause", clause);
            put(at + "/removed", "yes");
        });
        if (!clauses.isEmpty()) {
            put(group.name() + "-rows", Integer.toString(clauses.size()));
        }
    }

    private static int rowOf(String clause, List<String> clauses) {
        int row = clause.isEmpty() ? -1 : clauses.indexOf(clause);
        if (row >= 0) {
            return row;
        }
        clauses.add(clause);
        return clauses.size() - 1;
    }

    private int rowsBegun(Field group) {
        String[] rows = typed.get(group.name() + "-rows");
        return rows == null ? 0 : Integer.parseInt(rows[0]);
    }

    /** What of it people read: label and text, in the form's order; rows are headed by what one of them is called. */
    record Line(String label, @Nullable String text) {}

    /**
     * Says what was typed as it would be read.
     *
     * @param fields in the reader's language
     * @param named what ids and sides stand for, as far as the reader may know
     */
    static List<Line> lines(List<Field> fields, Typed typed, Map<String, String> named, When when, Words words) {
        List<Line> lines = new ArrayList<>();
        fields.forEach(field -> lines(lines, field, typed, named, when, words));
        return lines;
    }

    private static void lines(
            List<Line> lines, Field field, Typed typed, Map<String, String> named, When when, Words words) {
        String value = typed.value(field.name()).strip();
        if (field.hasRows()) {
            for (int row : typed.kept(field)) {
                String at = field.name() + "/" + row;
                lines.add(new Line(field.one() + " " + (row + 1), null));
                field.fields().forEach(inner -> lines(lines, inner.under(at), typed, named, when, words));
            }
            for (int row = 0; row < typed.rows(field); row++) {
                if (!typed.value(field.name() + "/" + row + "/removed").isEmpty()) {
                    lines.add(new Line(field.one() + " " + (row + 1), words.text("page.draft.left-out")));
                }
            }
            return;
        }
        String text = switch (field.type()) {
            case FLAG -> value.isEmpty() ? "" : words.text("page.draft.yes");
            case CHOICE, YES_NO -> named.getOrDefault(value, label(field, value));
            case ITEM, ITEMS ->
                typed.values(field.name()).stream()
                        .filter(id -> !id.isBlank())
                        .map(id -> named.getOrDefault(id, words.text("page.draft.something")))
                        .collect(Collectors.joining("\n"));
            case DUE, HAPPENED -> value.isEmpty() ? "" : time(field, typed);
            case REPEATS -> {
                String rule = CadenceFields.rule(typed, field);
                yield rule == null ? "" : Cadence.said(rule, when::date, words.messages());
            }
            case FILE -> {
                String name = FormFiles.named(typed, field, words);
                yield name == null ? "" : name;
            }
            case FIXED, GIVEN -> "";
            default -> value;
        };
        if (!text.isEmpty()) {
            lines.add(new Line(field.label(), text));
        }
    }

    private static String label(Field field, String value) {
        return value.isEmpty()
                ? ""
                : field.options().stream()
                        .filter(option -> option.value().equals(value))
                        .map(Field.Option::label)
                        .findFirst()
                        .orElse(value);
    }

    private static String time(Field field, Typed typed) {
        String time = typed.value(field.name() + "-time").strip();
        String zone = typed.value("zone").strip();
        return typed.value(field.name()).strip()
                + (time.isEmpty() ? "" : ", " + time)
                + (zone.isEmpty() ? "" : " (" + zone + ")");
    }
}
