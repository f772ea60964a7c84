package dev.kept.endtoend;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The schemas of the OpenAPI document, as validators of what is answered. Where properties are named, an answer may have no others.
 */
final class DocumentSchemas {

    private static final String LOCATION = "urn:kept:openapi";
    private static final String COMPONENTS = "#/components/schemas/";

    private final JsonNode document;
    private final SchemaRegistry registry;
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    DocumentSchemas(JsonNode document) {
        this.document = document;
        ObjectNode definitions = (ObjectNode) document.at("/components/schemas").deepCopy();
        document.get("paths")
                .forEach(methods ->
                        methods.forEach(operation -> operation.path("responses").forEachEntry((status, response) -> {
                            JsonNode schema = resolved(response).at("/content/application~1json/schema");
                            if (schema.isObject()) {
                                definitions.set(
                                        name(operation.get("operationId").asString(), Integer.parseInt(status)),
                                        schema.deepCopy());
                            }
                        })));
        close(definitions);
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        all.set("$defs", definitions);
        String text = all.toString().replace(COMPONENTS, "#/$defs/");
        this.registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, each -> each.schemas(Map.of(LOCATION, text)));
    }

    /** What is wrong with an operation's answer of that status, which is JSON. */
    List<Error> faults(String operation, int status, JsonNode answer) {
        return of(name(operation, status)).validate(answer);
    }

    /** What is wrong with something that is to have the shape of that name. */
    List<Error> faults(String component, JsonNode something) {
        return of(component).validate(something);
    }

    /** What the document says of an operation's answer of that status; missing when it does not name that status. */
    JsonNode response(JsonNode operation, int status) {
        return resolved(operation.path("responses").path(Integer.toString(status)));
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asString().substring(1)) : node;
    }

    private Schema of(String name) {
        return schemas.computeIfAbsent(
                name, each -> registry.getSchema(SchemaLocation.of(LOCATION + "#/$defs/" + each)));
    }

    private static String name(String operation, int status) {
        return operation + "." + status;
    }

    private static void close(JsonNode node) {
        node.forEach(DocumentSchemas::close);
        if (node instanceof ObjectNode object
                && object.path("properties").isObject()
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
    }
}
