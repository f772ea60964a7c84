package dev.kept.http;

import io.swagger.v3.oas.models.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request's query parameters as the fields of an object; the declared schema tells numbers and booleans from strings,
 * and lets what is an array be given more than once.
 */
final class QueryFields {

    private static final Pattern WHOLE = Pattern.compile("-?\\d{1,18}");
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private QueryFields() {}

    static <T> T read(HttpServletRequest request, FieldErrors errors, Declared<T> declared) {
        FieldErrors.Pointer query = errors.at("#/query");
        ObjectNode object = NODES.objectNode();
        request.getParameterMap().forEach((name, values) -> {
            Schema<?> schema = declared.properties().get(name);
            if (schema != null && schema.getTypes().contains("array")) {
                ArrayNode array = object.putArray(name);
                for (String value : values) {
                    array.add(node(value, schema.getItems()));
                }
            } else {
                if (values.length > 1) {
                    query.child(name).refuse("repeated", "It must be given once.");
                }
                object.set(name, node(values[0], schema));
            }
        });
        return JsonFields.read(object, query, declared.shape());
    }

    private static JsonNode node(String value, @Nullable Schema<?> schema) {
        Set<String> types = schema == null ? Set.of() : schema.getTypes();
        if (types.contains("integer") && WHOLE.matcher(value).matches()) {
            return NODES.numberNode(Long.parseLong(value));
        }
        if (types.contains("boolean") && (value.equals("true") || value.equals("false"))) {
            return NODES.booleanNode(value.equals("true"));
        }
        return NODES.stringNode(value);
    }
}
