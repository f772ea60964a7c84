package dev.kept.endtoend;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kept.endtoend.RawHttp.Header;
import dev.kept.endtoend.RawHttp.Request;
import java.net.URLEncoder;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Requests made from the OpenAPI document that a program with a fault, or somebody who means ill, could send. Each begins as a request
 * that the document allows, and has one thing wrong with it, or nothing.
 */
final class HostileRequests {

    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int IDS_KEPT = 20;
    private static final List<String> METHODS =
            List.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get");

    private final JsonNode document;
    private final Random random;
    private final Map<String, List<String>> ids = new ConcurrentHashMap<>();
    private final Map<String, List<String>> cursors = new ConcurrentHashMap<>();

    HostileRequests(JsonNode document, Random random) {
        this.document = document;
        this.random = random;
    }

    /** An operation as the document has it. */
    record Op(String id, String method, String path, JsonNode json) {}

    /**
     * A request to be made.
     *
     * @param what what is wrong with it
     * @param inDocument whether it is still a request of the operation, whose answers the document names
     */
    record Attack(Op op, String what, boolean inDocument, Supplier<Request> request) {}

    List<Op> operations() {
        List<Op> operations = new ArrayList<>();
        document.get("paths")
                .forEachEntry((path, methods) -> methods.forEachEntry((method, json) -> operations.add(
                        new Op(json.get("operationId").asString(), method.toUpperCase(Locale.ROOT), path, json))));
        return operations;
    }

    /** Notes an id that a path variable of that name may stand for. */
    void know(String variable, String id) {
        List<String> known = ids.computeIfAbsent(variable, name -> new CopyOnWriteArrayList<>());
        known.add(id);
        if (known.size() > IDS_KEPT) {
            known.removeFirst();
        }
    }

    /** Notes what an answer brought that later requests can use. */
    void learn(Op op, JsonNode answer) {
        JsonNode next = answer.path("next");
        if (next.isString()) {
            List<String> known = cursors.computeIfAbsent(op.id(), name -> new CopyOnWriteArrayList<>());
            known.add(next.asString());
            if (known.size() > IDS_KEPT) {
                known.removeFirst();
            }
        }
        if (op.method().equals("POST")) {
            String below = op.path() + "/{";
            document.get("paths").propertyNames().stream()
                    .filter(path -> path.startsWith(below))
                    .map(path -> path.substring(below.length(), path.indexOf('}', below.length())))
                    .distinct()
                    .forEach(variable -> {
                        JsonNode id = answer.has(variable) ? answer.path(variable) : answer.path("id");
                        // In another ledger only the one who opened it could do anything.
                        if (id.isString() && !variable.equals("ledger")) {
                            know(variable, id.asString());
                        }
                    });
        }
    }

    /** Every attack on an operation, in an order that the seed decides. */
    List<Attack> on(Op op) {
        List<Attack> attacks = new ArrayList<>();
        attacks.add(new Attack(op, "nothing", true, () -> good(op)));
        attacks.add(new Attack(op, "nothing", true, () -> good(op)));
        attacks.add(new Attack(op, "nothing", true, () -> good(op)));
        paths(op, attacks);
        queries(op, attacks);
        headers(op, attacks);
        for (String method : METHODS) {
            if (!method.equals(op.method())) {
                attacks.add(new Attack(op, "method " + method, false, () -> good(op).by(method)));
            }
        }
        bodies(op, attacks);
        Collections.shuffle(attacks, random);
        return attacks;
    }

    /** A request that the document allows. */
    Request good(Op op) {
        List<Header> headers = new ArrayList<>();
        byte[] body = null;
        if (op.method().equals("POST")) {
            JsonNode schema = bodySchema(op);
            if (!schema.isMissingNode()) {
                body = example("", schema, 0).toString().getBytes(UTF_8);
                headers.add(new Header("Content-Type", "application/json"));
            } else {
                body = new byte[0];
            }
        }
        return new Request(op.method(), filled(op.path()), headers, body);
    }

    private String filled(String path) {
        Matcher matcher = VARIABLE.matcher(path);
        return matcher.replaceAll(variable -> Matcher.quoteReplacement(value(variable.group(1))));
    }

    private String value(String variable) {
        List<String> known = ids.getOrDefault(variable, List.of());
        if (!known.isEmpty()) {
            return known.get(random.nextInt(known.size()));
        }
        return switch (variable) {
            case "sequence" -> Integer.toString(random.nextInt(30));
            case "version" -> "1";
            default -> new UUID(random.nextLong(), random.nextLong()).toString();
        };
    }

    private void paths(Op op, List<Attack> attacks) {
        Matcher matcher = VARIABLE.matcher(op.path());
        while (matcher.find()) {
            String before = op.path().substring(0, matcher.start());
            String after = op.path().substring(matcher.end());
            String name = matcher.group(1);
            for (String part : HostileValues.PARTS_OF_PATHS) {
                attacks.add(new Attack(
                        op, "path " + name, false, () -> good(op).to(filled(before) + part + filled(after))));
            }
            for (String id : HostileValues.IDS) {
                attacks.add(new Attack(
                        op,
                        "path " + name,
                        false,
                        () -> good(op).to(
                                        filled(before) + id.replace("{", "%7B").replace("}", "%7D") + filled(after))));
            }
            attacks.add(new Attack(
                    op,
                    "path " + name + " in capitals",
                    false,
                    () -> good(op).to(filled(before) + value(name).toUpperCase(Locale.ROOT) + filled(after))));
        }
        for (String end : List.of("/", "//", "/.", "/..", ";x=1", "%20", "%2F", ".json", "/x")) {
            attacks.add(new Attack(op, "path end", false, () -> good(op).to(filled(op.path()) + end)));
        }
        attacks.add(new Attack(op, "path start", false, () -> good(op).to("/" + filled(op.path()))));
        attacks.add(new Attack(op, "path start", false, () -> good(op).to("http://evil.example" + filled(op.path()))));
        attacks.add(new Attack(
                op, "path start", false, () -> good(op).to(filled(op.path()).replaceFirst("/api", "/%61pi"))));
        attacks.add(new Attack(
                op, "path start", false, () -> good(op).to(filled(op.path()).replaceFirst("/api", "/API"))));
    }

    private void queries(Op op, List<Attack> attacks) {
        for (String query : HostileValues.QUERIES) {
            attacks.add(new Attack(op, "query", query.length() < 8_000, () -> good(op).to(filled(op.path()) + query)));
        }
        for (JsonNode parameter : op.json().path("parameters")) {
            if (!parameter.path("in").asString().equals("query")) {
                continue;
            }
            String name = parameter.path("name").asString();
            JsonNode schema = parameter.path("schema");
            List<Supplier<String>> values = new ArrayList<>();
            HostileValues.texts().forEach(text -> values.add(() -> text));
            values.add(() -> "9".repeat(25));
            values.add(() -> "201");
            values.add(() -> "2147483648");
            schema.path("enum").forEach(each -> values.add(each::asString));
            schema.path("items").path("enum").forEach(each -> values.add(each::asString));
            values.add(() -> plain(example(name, schema, 0)));
            if (name.equals("cursor")) {
                for (int i = 0; i < 40; i++) {
                    values.add(() -> forged(op));
                }
            }
            for (Supplier<String> value : values) {
                attacks.add(new Attack(op, "query " + name, true, () -> good(op).to(withQuery(op, name, value.get()))));
            }
            attacks.add(new Attack(
                    op,
                    "query " + name + " twice",
                    true,
                    () -> good(op).to(withQuery(op, name, "1") + "&" + name + "=2")));
        }
    }

    private String withQuery(Op op, String name, String value) {
        StringBuilder query =
                new StringBuilder(filled(op.path())).append('?').append(name).append('=');
        query.append(encoded(value));
        for (JsonNode parameter : op.json().path("parameters")) {
            String other = parameter.path("name").asString();
            boolean wanted = parameter.path("required").booleanValue(false) || random.nextInt(6) == 0;
            if (parameter.path("in").asString().equals("query") && !other.equals(name) && wanted) {
                String good = other.equals("cursor") ? forged(op) : plain(example(other, parameter.path("schema"), 0));
                query.append('&').append(other).append('=').append(encoded(good));
            }
        }
        return query.toString();
    }

    private static String encoded(String value) {
        StringBuilder lone = new StringBuilder();
        for (char c : value.toCharArray()) {
            lone.append(Character.isSurrogate(c) && value.length() < 4 ? '\uFFFD' : c);
        }
        return URLEncoder.encode(lone.toString(), UTF_8);
    }

    private static String plain(JsonNode value) {
        if (value instanceof ArrayNode array) {
            return array.isEmpty() ? "" : plain(array.get(0));
        }
        return value.asString();
    }

    /** A cursor of that list, or of another, or one that was made up or changed. */
    private String forged(Op op) {
        List<String> all = new ArrayList<>();
        cursors.forEach((list, known) -> all.addAll(known));
        List<String> own = cursors.getOrDefault(op.id(), List.of());
        String known = own.isEmpty() || random.nextInt(4) == 0
                ? all.isEmpty() ? "AAAAAAAAAAAAAAAA" : all.get(random.nextInt(all.size()))
                : own.get(random.nextInt(own.size()));
        if (random.nextInt(3) == 0) {
            return known;
        }
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(known);
        } catch (IllegalArgumentException e) {
            return known;
        }
        switch (random.nextInt(4)) {
            case 0 -> bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes = Arrays.copyOf(bytes, bytes.length / 2);
            case 2 -> bytes = Arrays.copyOf(bytes, bytes.length + 20);
            default -> {
                byte[] other = ("\u001F" + HostileValues.TIMES.get(random.nextInt(HostileValues.TIMES.size())))
                        .getBytes(UTF_8);
                System.arraycopy(
                        other,
                        0,
                        bytes,
                        Math.max(0, bytes.length - other.length),
                        Math.min(other.length, bytes.length));
            }
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private void headers(Op op, List<Attack> attacks) {
        HostileValues.HEADERS.forEach(header -> {
            // What the container refuses before it knows whose request it is.
            boolean readable = header.getValue().length() < 8_000
                    && !header.getKey().equals("Host")
                    && header.getKey().chars().allMatch(c -> c < 0x7F)
                    && header.getValue().chars().allMatch(c -> c >= ' ')
                    && !header.getValue().equals("something");
            attacks.add(new Attack(
                    op,
                    "header " + header.getKey(),
                    readable,
                    () -> good(op).replacing(header.getKey(), header.getValue())));
        });
        for (String name : List.of("Idempotency-Key", "If-Match", "Kept-At-Least", "Accept", "Content-Type")) {
            attacks.add(new Attack(
                    op,
                    "header " + name + " twice",
                    true,
                    () -> good(op).replacing(name, "application/json", "application/json")));
        }
        attacks.add(new Attack(op, "no token", true, () -> good(op).with("Authorization", "none")));
        String key = new UUID(random.nextLong(), random.nextLong()).toString();
        for (int i = 0; i < 3; i++) {
            attacks.add(new Attack(op, "the same Idempotency-Key", true, () -> good(op).with("Idempotency-Key", key)));
        }
        attacks.add(new Attack(op, "If-Match of long ago", true, () -> good(op).with("If-Match", "\"0\"")));
    }

    private void bodies(Op op, List<Attack> attacks) {
        String multipart = "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n--x--\r\n";
        List<byte[]> bodies = new ArrayList<>();
        for (String body : List.of(
                "{",
                "}",
                "[]",
                "null",
                "1",
                "\"\"",
                " ",
                "{}",
                "{\"a\":1,\"a\":2}",
                "{}{}",
                "{'a':1}",
                "{a:1}",
                "{\"a\":01}",
                "{\"a\":NaN}",
                "{\"a\":1e999999999}",
                "{\"a\":\"\\uD800\"}",
                "{\"a\":\"\u0000\"}",
                "\uFEFF{}",
                "/**/{}",
                "{\"\":\"\"}",
                "{\"a\\u0000\":1}",
                "[".repeat(5_000),
                "{\"a\":".repeat(5_000),
                "{\"a\":\"" + "x".repeat(262_200) + "\"}",
                "x".repeat(262_145),
                "{\"" + "k".repeat(2_000) + "\":1}",
                "{\"a\":" + "9".repeat(500) + "}",
                "a=b&c=d",
                multipart)) {
            bodies.add(body.getBytes(UTF_8));
        }
        bodies.add("{\"a\":1}".getBytes(UTF_16));
        bodies.add(new byte[] {'{', '"', (byte) 0xC0, (byte) 0x80, '"', ':', '1', '}'});
        bodies.add(new byte[] {(byte) 0xFF, (byte) 0xFE, 0, 0});
        bodies.add(new byte[] {0x1F, (byte) 0x8B, 8, 0});
        for (byte[] body : bodies) {
            attacks.add(new Attack(
                    op, "body", true, () -> good(op).holding(body).replacing("Content-Type", "application/json")));
            attacks.add(new Attack(
                    op,
                    "body in chunks",
                    true,
                    () -> good(op).holding(body)
                            .replacing("Content-Type", "application/json")
                            .inChunks()));
        }
        for (String type : List.of(
                "multipart/form-data; boundary=x",
                "multipart/form-data",
                "application/x-www-form-urlencoded",
                "text/plain")) {
            for (String body :
                    List.of(multipart, "a=b", "%00=1", "%=1", "a=%ff", multipart + "x".repeat(300_000), "")) {
                attacks.add(new Attack(
                        op,
                        "body of type " + type,
                        true,
                        () -> good(op).holding(body.getBytes(UTF_8)).replacing("Content-Type", type)));
            }
        }
        JsonNode schema = bodySchema(op);
        if (schema.isMissingNode()) {
            return;
        }
        List<String> pointers = new ArrayList<>();
        pointers(schema, "", 0, pointers);
        for (String pointer : pointers) {
            for (JsonNode value : HostileValues.ofBodies()) {
                attacks.add(new Attack(op, "field " + pointer, true, () -> withField(op, schema, pointer, value)));
            }
            attacks.add(
                    new Attack(op, "field " + pointer + " missing", true, () -> withField(op, schema, pointer, null)));
        }
        attacks.add(new Attack(
                op, "field too many", true, () -> withField(op, schema, "/somethingElse", NODES.stringNode("x"))));
    }

    private Request withField(Op op, JsonNode schema, String pointer, JsonNode value) {
        JsonNode body = example("", schema, 2);
        int last = pointer.lastIndexOf('/');
        JsonNode parent = body.at(pointer.substring(0, last));
        String name = pointer.substring(last + 1);
        if (parent instanceof ObjectNode object) {
            if (value == null) {
                object.remove(name);
            } else {
                object.set(name, value);
            }
        } else if (parent instanceof ArrayNode array) {
            array.removeAll();
            array.add(value == null ? NODES.nullNode() : value);
        }
        return good(op).holding(body.toString().getBytes(UTF_8));
    }

    private void pointers(JsonNode schema, String at, int depth, List<String> pointers) {
        JsonNode resolved = resolved(schema);
        resolved.path("properties").forEachEntry((name, property) -> {
            String below = at + "/" + name;
            pointers.add(below);
            if (depth < 4) {
                pointers(property, below, depth + 1, pointers);
            }
        });
        if (resolved.has("items")) {
            pointers.add(at + "/0");
            if (depth < 4) {
                pointers(resolved.get("items"), at + "/0", depth + 1, pointers);
            }
        }
    }

    private JsonNode bodySchema(Op op) {
        return op.json().at("/requestBody/content/application~1json/schema");
    }

    private JsonNode resolved(JsonNode schema) {
        return schema.has("$ref") ? document.at(schema.get("$ref").asString().substring(1)) : schema;
    }

    /**
     * What the schema allows.
     *
     * @param full 0: optional properties by chance; 2: all of them
     */
    private JsonNode example(String name, JsonNode schema, int full) {
        JsonNode resolved = resolved(schema);
        if (resolved.path("enum").isArray()) {
            JsonNode values = resolved.get("enum");
            return values.get(random.nextInt(values.size()));
        }
        switch (resolved.path("type").asString("object")) {
            case "integer":
                long least = Math.max(0, resolved.path("minimum").longValue(0));
                return NODES.numberNode(Math.min(
                        least + random.nextInt(3), resolved.path("maximum").longValue(Long.MAX_VALUE)));
            case "boolean":
                return NODES.booleanNode(random.nextBoolean());
            case "array":
                ArrayNode array = NODES.arrayNode();
                int size = full > 0 ? 1 : random.nextInt(3);
                for (int i = 0; i < size; i++) {
                    array.add(example(name, resolved.get("items"), full));
                }
                return array;
            case "object":
                ObjectNode object = NODES.objectNode();
                List<String> required = new ArrayList<>();
                resolved.path("required").forEach(each -> required.add(each.asString()));
                resolved.path("properties").forEachEntry((each, property) -> {
                    if (required.contains(each) || full > 0 || random.nextInt(3) == 0) {
                        object.set(each, example(each, property, full));
                    }
                });
                return object;
            default:
                return NODES.stringNode(text(name, resolved));
        }
    }

    private String text(String name, JsonNode schema) {
        Clock clock = Clock.systemUTC();
        String future =
                clock.instant().plus(Duration.ofDays(2 + random.nextInt(30))).toString();
        String past =
                clock.instant().minus(Duration.ofHours(1 + random.nextInt(30))).toString();
        if (schema.path("format").asString("").equals("uuid")) {
            return switch (name) {
                case "repair", "commitments", "about", "links" -> value("commitment");
                case "supersedes" -> value("decision");
                case "repeats" -> value("concern");
                case "members" -> value("member");
                default -> value(name);
            };
        }
        return switch (name) {
            case "due", "first", "next", "review", "until", "dueTo", "to" -> future;
            case "occurred", "dueFrom", "from" -> past;
            case "asOf", "since" -> random.nextBoolean() ? Integer.toString(random.nextInt(20)) : past;
            case "zone" -> HostileValues.ZONES.get(random.nextInt(3));
            case "rrule" -> "FREQ=WEEKLY;COUNT=" + (1 + random.nextInt(4));
            case "coolsUntil" -> "none";
            // Nobody listens there.
            case "url" -> "https://127.0.0.1:65500/";
            case "link" -> "https://example.org/";
            case "email", "address" -> "walker-" + Long.toHexString(random.nextLong()) + "@example.org";
            case "password" -> "a long pass phrase of walkers";
            case "at", "quietFrom", "quietTo" -> "0" + random.nextInt(10) + ":30";
            case "for" -> "P1D";
            case "language" -> "en";
            case "week" -> "2026-W07";
            case "path" -> "/api/ledgers/" + value("ledger") + "/lessons";
            case "fields" -> "text";
            case "kinds" -> "commitment";
            default ->
                random.nextInt(8) == 0
                        ? HostileValues.TEXTS.get(random.nextInt(HostileValues.TEXTS.size()))
                        : "Some words " + random.nextInt(100);
        };
    }
}
