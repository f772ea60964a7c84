package dev.kept.endtoend;

import dev.kept.endtoend.Person.Answer;
import dev.kept.transparency.head.SignedTreeHead;
import dev.kept.transparency.head.TreeHead;
import dev.kept.transparency.note.Cosigner;
import dev.kept.transparency.note.NoteSigner;
import dev.kept.transparency.note.SigningKey;
import dev.kept.transparency.tree.Hash;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * An operation of the OpenAPI document, with a body its schema allows.
 *
 * @param query what has to be asked for, beginning with a question mark; empty when nothing has
 */
record Operation(String id, String method, String path, String query, Map<String, Object> body) {

    /** Stands for a signed head. */
    private static final String HEAD = "{head}";

    /** What stands in a path and is no id. */
    private static final Set<String> NUMBERS = Set.of("sequence", "number");

    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

    /** All operations below a path, as the document lists them. */
    static List<Operation> of(JsonNode document, String below) {
        List<Operation> operations = new ArrayList<>();
        document.get("paths")
                .forEachEntry((path, methods) -> methods.forEachEntry((method, operation) -> {
                    if (path.startsWith(below) && (method.equals("get") || method.equals("post"))) {
                        operations.add(new Operation(
                                operation.get("operationId").asString(),
                                method,
                                path,
                                query(document, operation),
                                body(document, operation)));
                    }
                }));
        return operations;
    }

    boolean isQuery() {
        return method.equals("get");
    }

    boolean isStream() {
        return id.startsWith("stream");
    }

    /** Asks as that person; a path variable without a value becomes an id that nothing has. */
    Answer as(Person person, Map<String, String> variables) {
        Matcher matcher = VARIABLE.matcher(path);
        String filled = matcher.replaceAll(variable -> variables.getOrDefault(
                variable.group(1),
                NUMBERS.contains(variable.group(1)) ? "0" : UUID.randomUUID().toString()));
        return isQuery()
                ? person.get(filled + query.replace(HEAD, variables.getOrDefault("head", head())))
                : person.post(filled, body);
    }

    private static String query(JsonNode document, JsonNode operation) {
        List<String> required = new ArrayList<>();
        operation.path("parameters").forEach(parameter -> {
            if (parameter.path("in").asString().equals("query")
                    && parameter.path("required").booleanValue(false)) {
                String name = parameter.get("name").asString();
                required.add(name + "=" + example(document, name, parameter.get("schema")));
            }
        });
        return required.isEmpty() ? "" : "?" + String.join("&", required);
    }

    private static Map<String, Object> body(JsonNode document, JsonNode operation) {
        JsonNode schema = operation.at("/requestBody/content/application~1json/schema");
        Map<String, Object> body = new LinkedHashMap<>();
        if (!schema.isMissingNode()) {
            JsonNode resolved = resolve(document, schema);
            resolved.path("required")
                    .forEach(name -> body.put(
                            name.asString(),
                            example(document, name.asString(), resolved.at("/properties/" + name.asString()))));
        }
        return body;
    }

    private static JsonNode resolve(JsonNode document, JsonNode schema) {
        return schema.has("$ref") ? document.at(schema.get("$ref").asString().substring(1)) : schema;
    }

    private static Object example(JsonNode document, String name, JsonNode described) {
        JsonNode schema = resolve(document, described);
        if (schema.has("enum")) {
            return schema.get("enum").get(0).asString();
        }
        if (schema.path("format").asString("").equals("uuid")) {
            return UUID.randomUUID().toString();
        }
        if (schema.path("format").asString("").equals("email")) {
            return "nobody@example.org";
        }
        return switch (name) {
            case "rrule" -> "FREQ=WEEKLY;COUNT=2";
            case "due", "first" ->
                Clock.systemUTC().instant().plus(Duration.ofDays(3)).toString();
            case "occurred" ->
                Clock.systemUTC().instant().minus(Duration.ofHours(3)).toString();
            case "zone" -> "Europe/Berlin";
            case "verifierKey" ->
                new Cosigner("walk.example/witness", SigningKey.generate())
                        .verifierKey()
                        .toString();
            case "coolsUntil" -> "none";
            case "head" -> HEAD;
            // Nobody listens there.
            case "url" -> "https://127.0.0.1:65500/";
            default ->
                switch (schema.path("type").asString("string")) {
                    case "integer" -> 1;
                    case "boolean" -> false;
                    case "array" -> List.of(example(document, name, schema.path("items")));
                    case "object" -> object(document, schema);
                    default -> "Some words";
                };
        };
    }

    /** Of some ledger that nobody has. */
    private static String head() {
        TreeHead head = new TreeHead("walk.example/l/" + UUID.randomUUID(), 1, Hash.ofLeaf(new byte[0]));
        SignedTreeHead signed = SignedTreeHead.sign(head, new NoteSigner(head.origin(), SigningKey.generate()));
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(signed.note().toBytes());
    }

    private static Map<String, Object> object(JsonNode document, JsonNode schema) {
        Map<String, Object> object = new LinkedHashMap<>();
        schema.path("required")
                .forEach(name -> object.put(
                        name.asString(),
                        example(document, name.asString(), schema.at("/properties/" + name.asString()))));
        return object;
    }
}
