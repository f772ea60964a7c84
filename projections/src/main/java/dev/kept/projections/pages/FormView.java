package dev.kept.projections.pages;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A form on a page: empty, prefilled, or as it came back.
 *
 * @param action where it is posted
 * @param key under which the command is recorded once, however often the form is sent
 * @param seen the last entry of the item when the page was made; null where it does not matter
 * @param side the own party's name
 * @param errors by field; several of a field in one sentence after another
 * @param notice what is wrong with the whole of it
 * @param changes what was recorded meanwhile
 */
record FormView(
        Form form,
        String action,
        UUID key,
        @Nullable Long seen,
        String side,
        String zone,
        Typed typed,
        Map<String, String> prefilled,
        Map<String, String> errors,
        @Nullable String notice,
        List<EntryView> changes) {

    /** Nothing typed yet. */
    static FormView fresh(
            Form form, String action, @Nullable Long seen, String side, String zone, Map<String, String> prefilled) {
        return new FormView(
                form,
                action,
                UUID.randomUUID(),
                seen,
                side,
                zone,
                Typed.nothing(),
                prefilled,
                Map.of(),
                null,
                List.of());
    }

    /** As it was sent, with what the API said about it. */
    FormView refused(Typed sent, UUID sentKey, Refused refused, List<EntryView> meanwhile) {
        Map<String, String> byField = new LinkedHashMap<>();
        List<String> rest = new ArrayList<>();
        for (Doc error : refused.errors()) {
            String field = fieldOf(error.string("pointer"));
            if (field == null) {
                rest.add(error.string("detail"));
            } else {
                byField.merge(field, error.string("detail"), (one, other) -> one + " " + other);
            }
        }
        if (refused.errors().isEmpty()) {
            rest.add(refused.sentence());
        }
        return new FormView(
                form,
                action,
                sentKey,
                seen,
                side,
                zone,
                sent,
                prefilled,
                byField,
                rest.isEmpty() ? null : String.join(" ", rest),
                meanwhile);
    }

    private @Nullable String fieldOf(String pointer) {
        String[] parts = pointer.split("/", 4);
        String name = parts.length < 2 ? "" : parts[1];
        String nested = parts.length < 3 ? "" : parts[1] + "/" + parts[2];
        if (form.fields().stream().anyMatch(field -> field.name().equals(nested))) {
            return nested;
        }
        if (name.equals("zone") || name.equals("dueZone")) {
            return form.fields().stream()
                    .filter(field -> field.type() == Field.Type.DUE || field.type() == Field.Type.HAPPENED)
                    .map(Field::name)
                    .findFirst()
                    .orElse(null);
        }
        return form.fields().stream().anyMatch(field -> field.name().equals(name)) ? name : null;
    }

    /** Several forms may stand on a page. */
    public String id(String name) {
        return form.operation() + "-" + Integer.toHexString(action.hashCode()) + "-" + name.replace('/', '-');
    }

    public String value(String name) {
        String sent = typed.value(name);
        return sent.isEmpty() ? prefilled.getOrDefault(name, "") : sent;
    }

    public boolean chosen(String name, String value) {
        return typed.values(name).contains(value)
                || (typed.values(name).isEmpty()
                        && prefilled.getOrDefault(name, "").equals(value));
    }

    public @Nullable String error(String name) {
        return errors.get(name);
    }

    /** As the summary names a field: its label without the question mark. */
    public String labelOf(String name) {
        return form.fields().stream()
                .filter(field -> field.name().equals(name))
                .map(field -> field.label().endsWith("?")
                        ? field.label().substring(0, field.label().length() - 1)
                        : field.label())
                .findFirst()
                .orElse(name);
    }

    public boolean failed() {
        return notice != null || !errors.isEmpty();
    }

    public List<Integer> rows() {
        return Stream.iterate(0, row -> row + 1).limit(Typed.ROWS).toList();
    }

    public String records() {
        return form.records().replace("{side}", side);
    }

    public @Nullable String describedBy(Field field) {
        List<String> ids = new ArrayList<>();
        if (field.help() != null) {
            ids.add(id(field.name()) + "-help");
        }
        if (error(field.name()) != null) {
            ids.add(id(field.name()) + "-error");
        }
        return ids.isEmpty() ? null : String.join(" ", ids);
    }

    public String zoneTyped() {
        String sent = typed.value("zone");
        return sent.isEmpty() ? zone : sent;
    }
}
