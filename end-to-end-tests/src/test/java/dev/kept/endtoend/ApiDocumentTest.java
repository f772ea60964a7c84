package dev.kept.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.endtoend.Person.Answer;
import dev.kept.endtoend.TwoParties.Promise;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The OpenAPI document: what is committed is what is served, and what is answered is what it says. */
class ApiDocumentTest {

    private static final Path COMMITTED = Path.of("../docs/openapi.json");
    private static final Path RECEIVED = Path.of("target/openapi.json");
    private static final int DIFFERENCES_TOLD = 20;
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final JsonNode document = document();

    @Test
    void the_committed_document_is_the_one_served() throws IOException {
        Files.createDirectories(RECEIVED.getParent());
        Files.writeString(RECEIVED, JSON.writeValueAsString(document) + "\n");
        JsonNode committed = Files.exists(COMMITTED)
                ? JSON.readTree(Files.readString(COMMITTED))
                : JsonNodeFactory.instance.missingNode();

        List<String> differences = new ArrayList<>();
        compare("", committed, document, differences);

        assertThat(differences.stream().limit(DIFFERENCES_TOLD))
                .as(
                        "docs/openapi.json is not what Kept serves, at %d places. If the change is meant, take it"
                                + " over:%n  cp end-to-end-tests/%s docs/openapi.json",
                        differences.size(), RECEIVED)
                .isEmpty();
    }

    @Test
    void answers_hold_what_the_document_says_and_nothing_else() {
        TwoParties parties = TwoParties.meet();
        Person ada = parties.ada();
        Person bea = parties.bea();
        Promise promise = parties.promise(Duration.ofDays(3));
        ada.post(promise.path() + "/updates", Map.of("text", "Half way", "progress", 50, "confidence", "HIGH"))
                .expect(200);
        ada.post(
                        promise.path() + "/deliveries",
                        Map.of("text", "Done", "evidence", List.of(Map.of("label", "The release"))))
                .expect(200);
        bea.post(promise.path() + "/delivery-dispute", Map.of("reason", "A part is missing"))
                .expect(200);
        bea.post(parties.path("/member-invitations"), Map.of("message", "Come along"))
                .expect(201);
        ada.post(parties.path("/mediators"), Map.of("mediatorName", "Mira")).expect(201);
        ada.post(
                        parties.path("/charter/proposals"),
                        Map.of("clauses", List.of(Map.of("section", "GOALS", "text", "Calm releases"))))
                .expect(201);
        Map<String, String> talk = parties.talk();
        long head = ada.post(parties.path("/commitment-requests"), TwoParties.terms(Duration.ofDays(4)))
                .expect(201)
                .body()
                .get("sequence")
                .asLong();
        ada.getAtLeast(head, parties.path("")).expect(200);
        // Nobody listens there: there are attempts to tell of.
        String webhook = ada.post(
                        parties.path("/webhooks"), Map.of("url", "https://127.0.0.1:65500/", "fromSequence", 0))
                .expect(201)
                .text("id");

        SoftAssertions softly = new SoftAssertions();
        DocumentSchemas schemas = new DocumentSchemas(document);
        Map<String, String> variables = new HashMap<>(talk);
        variables.putAll(
                Map.of("ledger", parties.ledger(), "commitment", promise.id(), "sequence", "3", "webhook", webhook));
        List<String> checked = new ArrayList<>();
        for (Operation operation : Operation.of(document, "/api")) {
            String path = filled(operation.path(), variables);
            if (!operation.isQuery() || !answersJson(operation) || path.contains("{")) {
                continue;
            }
            Answer answer = ada.get(path).expect(200);
            softly.assertThat(schemas.faults(operation.id(), 200, answer.body()))
                    .as("%s answers %s", operation.id(), answer.response().body())
                    .isEmpty();
            ObjectNode more = (ObjectNode) answer.body();
            more.put("somethingElse", true);
            softly.assertThat(schemas.faults(operation.id(), 200, more))
                    .as(operation.id())
                    .isNotEmpty();
            checked.add(operation.id());
        }
        softly.assertThat(checked)
                .contains(
                        "listLedgers",
                        "getLedger",
                        "listEntries",
                        "searchEntries",
                        "getEntry",
                        "listCommitments",
                        "getCommitment",
                        "listConversations",
                        "getConversation",
                        "listDecisions",
                        "getDecision",
                        "listCheckpoints",
                        "getCheckpoint",
                        "getDashboard",
                        "getOverview",
                        "listWebhooks",
                        "getWebhook",
                        "listWebhookDeliveries",
                        "listWebhookDeadLetters");
        softly.assertAll();
    }

    @Test
    void every_operation_parameter_property_and_tag_is_described() {
        List<String> missing = new ArrayList<>();
        document.get("paths")
                .forEachEntry((path, methods) -> methods.forEachEntry((method, operation) -> {
                    if (!operation.has("summary") || !operation.has("description")) {
                        missing.add(method + " " + path);
                    }
                    operation.path("parameters").forEach(parameter -> {
                        if (!parameter.has("description")) {
                            missing.add(path + " " + parameter.path("in").asString() + " "
                                    + parameter.path("name").asString());
                        }
                    });
                }));
        document.at("/components/schemas").forEachEntry((name, schema) -> undescribed(name, schema, missing));
        document.get("tags").forEach(tag -> {
            if (!tag.has("description")) {
                missing.add("tag " + tag.path("name").asString());
            }
        });

        assertThat(missing)
                .as("not described: by Javadoc of the record (see DescribedRecordsTest), by Kind.describedAs or in"
                        + " glossary.properties")
                .isEmpty();
    }

    private static void undescribed(String name, JsonNode schema, List<String> missing) {
        schema.path("properties").forEachEntry((property, described) -> {
            if (!described.has("description")) {
                missing.add(name + "." + property);
            }
        });
        schema.forEach(inner -> undescribed(name, inner, missing));
    }

    @Test
    void the_document_names_the_address_that_the_operator_set_and_not_the_one_that_was_asked() throws Exception {
        try (RawHttp http = new RawHttp(SharedKept.url())) {
            RawHttp.Reply reply = http.send(new RawHttp.Request(
                    "GET", "/v3/api-docs", List.of(new RawHttp.Header("Host", "evil.example")), null));

            assertThat(reply.text()).doesNotContain("evil.example");
            assertThat(Person.JSON.readTree(reply.body()).at("/servers/0/url").asString())
                    .isEqualTo(SharedKept.url());
        }
    }

    private boolean answersJson(Operation operation) {
        JsonNode get = document.get("paths").get(operation.path()).get("get");
        boolean needsMore = get.path("parameters").valueStream().anyMatch(ApiDocumentTest::isRequiredInTheQuery);
        return !needsMore
                && get.at("/responses/200/content/application~1json/schema").isObject();
    }

    private static boolean isRequiredInTheQuery(JsonNode parameter) {
        return parameter.path("in").asString("").equals("query")
                && parameter.path("required").booleanValue(false);
    }

    private static String filled(String path, Map<String, String> variables) {
        String filled = path;
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            filled = filled.replace("{" + variable.getKey() + "}", variable.getValue());
        }
        return filled;
    }

    /** As served, with keys in order, and without the address of this one running Kept. */
    private static JsonNode document() {
        String served = SharedKept.person("Reader")
                .get("/v3/api-docs")
                .expect(200)
                .response()
                .body();
        return ordered(JSON.readTree(served.replace(SharedKept.url(), "https://kept.example.org")));
    }

    private static JsonNode ordered(JsonNode node) {
        if (node instanceof ObjectNode object) {
            ObjectNode ordered = JsonNodeFactory.instance.objectNode();
            for (String name : new TreeSet<>(object.propertyNames())) {
                ordered.set(name, ordered(object.get(name)));
            }
            return ordered;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode ordered = JsonNodeFactory.instance.arrayNode();
            array.forEach(element -> ordered.add(ordered(element)));
            return ordered;
        }
        return node;
    }

    private static void compare(String pointer, JsonNode committed, JsonNode served, List<String> differences) {
        if (committed.isObject() && served.isObject()) {
            TreeSet<String> names = new TreeSet<>(committed.propertyNames());
            names.addAll(served.propertyNames());
            for (String name : names) {
                String below = pointer + "/" + name.replace("~", "~0").replace("/", "~1");
                compare(below, committed.path(name), served.path(name), differences);
            }
        } else if (!Objects.equals(committed, served)) {
            differences.add(
                    (committed.isMissingNode() ? "new: " : served.isMissingNode() ? "gone: " : "changed: ") + pointer);
        }
    }
}
