package dev.kept.http;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads the fields of a JSON object. */
final class JsonFields implements Fields {

    private final ObjectNode object;
    private final FieldErrors.Pointer place;
    private final Set<String> declared = new HashSet<>();
    private final Set<String> wrong = new HashSet<>();

    private JsonFields(ObjectNode object, FieldErrors.Pointer place) {
        this.object = object;
        this.place = place;
    }

    static <T> T read(ObjectNode object, FieldErrors.Pointer place, Shape<T> shape) {
        JsonFields fields = new JsonFields(object, place);
        T value = shape.read(fields);
        for (String name : object.propertyNames()) {
            if (!fields.declared.contains(name)) {
                place.child(name).refuse("unknown-field", "There is no such field here.");
            }
        }
        return value;
    }

    @Override
    public <T> T required(String name, FieldType<T> type) {
        JsonNode node = get(name);
        if (node == null) {
            wrong.add(name);
            place.child(name).refuse("missing", "It is required.");
            return type.standIn();
        }
        T value = read(name, type, node);
        return value == null ? type.standIn() : value;
    }

    @Override
    public <T> @Nullable T optional(String name, FieldType<T> type) {
        JsonNode node = get(name);
        return node == null ? null : read(name, type, node);
    }

    @Override
    public <T> T otherwise(String name, FieldType<T> type, T value) {
        T read = optional(name, type);
        return read == null ? value : read;
    }

    @Override
    public <T> T derive(String name, Set<String> from, T standIn, Supplier<T> making) {
        if (from.stream().anyMatch(wrong::contains)) {
            return standIn;
        }
        try {
            return making.get();
        } catch (Invalid invalid) {
            FieldErrors.Pointer at = place;
            for (String step : name.split("/", -1)) {
                at = at.child(step);
            }
            at.refuse(invalid.code(), invalid.sentence());
            return standIn;
        }
    }

    private @Nullable JsonNode get(String name) {
        declared.add(name);
        JsonNode node = object.get(name);
        return node == null || node.isNull() ? null : node;
    }

    private <T> @Nullable T read(String name, FieldType<T> type, JsonNode node) {
        T value = type.read(node, place.child(name));
        if (value == null) {
            wrong.add(name);
        }
        return value;
    }
}
