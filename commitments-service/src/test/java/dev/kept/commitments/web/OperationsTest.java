package dev.kept.commitments.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.commitments.web.LiveService.Answer;
import dev.kept.commitments.web.LiveService.Person;
import dev.kept.http.Caller;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * Every operation on a ledger that records something, as the OpenAPI document lists them: who may, and what is read. What witnesses do
 * records nothing, nor does uploading a file: see {@link WitnessesTest} and {@link FilesTest}.
 */
class OperationsTest {

    private static final LiveService SERVICE = LiveService.shared();
    private static final Pattern PARAMETER = Pattern.compile("\\{[a-zA-Z]+}");
    private static final Set<String> NOT_COMMANDS = Set.of("Witnesses", "Files");
    private static JsonNode document;
    private static Two two;
    private static Person mediator;
    private static Person removed;

    /** A POST operation. */
    record Operation(String id, String path, JsonNode schema) {

        boolean isOpening() {
            return id.equals("openLedger");
        }

        /** The path in the given ledger; the items do not exist. */
        String in(String ledger) {
            String below = path.substring("/api/ledgers".length())
                    .replace("/{ledger}", ledger)
                    .replace("{sequence}", "0");
            return PARAMETER.matcher(below).replaceAll(UUID.randomUUID().toString());
        }

        /** The smallest body that the document allows. */
        Map<String, Object> smallest() {
            Map<String, Object> body = new LinkedHashMap<>();
            for (String name : required()) {
                body.put(name, Samples.of(name, schema.at("/properties/" + name)));
            }
            return body;
        }

        List<String> required() {
            return schema.at("/required")
                    .valueStream()
                    .map(JsonNode::stringValue)
                    .toList();
        }

        @Override
        public String toString() {
            return id;
        }
    }

    /** Values that a schema allows, and values that it does not. */
    private static final class Samples {

        /** What a reference stands for. */
        private static JsonNode resolved(JsonNode schema) {
            return schema.has("$ref")
                    ? document.at(schema.at("/$ref").stringValue().substring(1))
                    : schema;
        }

        static Object of(String name, JsonNode described) {
            JsonNode schema = resolved(described);
            if (schema.has("enum")) {
                return schema.at("/enum/0").stringValue();
            }
            if (schema.at("/format").asString("").equals("uuid")) {
                return UUID.randomUUID().toString();
            }
            return switch (schema.at("/type").stringValue()) {
                case "string" ->
                    switch (name) {
                        case "due", "first", "review", "next" -> Two.in(5);
                        case "occurred" -> "2026-02-20";
                        case "zone" -> "Europe/Berlin";
                        case "rrule" -> "FREQ=WEEKLY;COUNT=2";
                        default -> "x";
                    };
                case "integer" -> schema.at("/minimum").intValue();
                case "boolean" -> true;
                case "array" -> List.of(of(name, schema.at("/items")));
                case "object" -> {
                    Map<String, Object> object = new LinkedHashMap<>();
                    schema.at("/properties")
                            .properties()
                            .forEach(property ->
                                    object.put(property.getKey(), of(property.getKey(), property.getValue())));
                    yield object;
                }
                default -> throw new AssertionError(name);
            };
        }

        static List<Object> refused(JsonNode described) {
            JsonNode schema = resolved(described);
            List<Object> values = new ArrayList<>();
            String type = schema.at("/type").stringValue();
            Map<String, Object> others =
                    Map.of("string", "x", "integer", 7, "boolean", true, "array", List.of(), "object", Map.of());
            others.forEach((other, value) -> {
                if (!other.equals(type)) {
                    values.add(value);
                }
            });
            values.add(1.5);
            if (type.equals("string")) {
                values.add("");
                values.add("\u0000");
                values.add("x"
                        .repeat(
                                schema.has("maxLength")
                                        ? schema.at("/maxLength").intValue() + 1
                                        : 100));
            }
            if (type.equals("integer")) {
                values.add(schema.at("/minimum").longValue() - 1);
                values.add(schema.at("/maximum").longValue() + 1);
            }
            if (type.equals("array")) {
                values.add(Collections.nCopies(schema.at("/maxItems").intValue() + 1, of("", schema.at("/items"))));
                values.add(List.of(7));
            }
            if (type.equals("object") || type.equals("array")) {
                Map<String, Object> unknown = Map.of("nonsense", 1);
                values.add(type.equals("array") ? List.of(unknown) : unknown);
            }
            return values;
        }
    }

    @BeforeAll
    static void prepare() {
        document = SERVICE.send(SERVICE.request("/v3/api-docs").GET()).json();
        two = Two.open(SERVICE);
        mediator = two.mediator();
        removed = two.another("rex");
        two.join(removed, two.ada().post(two.path() + "/member-invitations", ""), Map.of());
        UUID member = Caller.memberOf(LiveService.ISSUER, removed.name());
        assertThat(two.ada()
                        .post(two.path() + "/members/" + member + "/removal", "")
                        .status())
                .isEqualTo(200);
    }

    static Stream<Operation> operations() {
        JsonNode whole = SERVICE.send(SERVICE.request("/v3/api-docs").GET()).json();
        return whole.at("/paths").properties().stream()
                .filter(path -> path.getKey().startsWith("/api/ledgers")
                        && path.getValue().has("post")
                        && !NOT_COMMANDS.contains(
                                path.getValue().at("/post/tags/0").asString("")))
                .map(path -> {
                    JsonNode post = path.getValue().at("/post");
                    String ref = post.at("/requestBody/content/application~1json/schema/$ref")
                            .asString("#/nothing");
                    return new Operation(
                            post.at("/operationId").stringValue(), path.getKey(), whole.at(ref.substring(1)));
                });
    }

    @Test
    void every_command_is_an_operation() {
        assertThat(operations().map(Operation::id))
                .containsExactlyInAnyOrder(
                        "openLedger",
                        "inviteParty",
                        "inviteMember",
                        "withdrawInvitation",
                        "acceptInvitation",
                        "removeMember",
                        "recordConversation",
                        "acknowledgeConversation",
                        "correctConversation",
                        "proposeDecision",
                        "agreeDecision",
                        "objectToDecision",
                        "withdrawDecision",
                        "supersedeDecision",
                        "reviewDecision",
                        "scheduleCheckpoint",
                        "rescheduleCheckpoint",
                        "holdCheckpoint",
                        "proposeMediator",
                        "admitMediator",
                        "declineMediator",
                        "dismissMediator",
                        "standDown",
                        "makeCommitment",
                        "requestCommitment",
                        "acceptRequest",
                        "declineRequest",
                        "counterRequest",
                        "deliverUpdate",
                        "proposeTerms",
                        "acceptTerms",
                        "declineTerms",
                        "counterTerms",
                        "deliverCommitment",
                        "confirmDelivery",
                        "disputeDelivery",
                        "withdrawDispute",
                        "missDeadline",
                        "giveReason",
                        "excuseMiss",
                        "releaseCommitment",
                        "withdrawCommitment",
                        "proposeCharter",
                        "amendCharter",
                        "agreeCharter",
                        "declineCharter",
                        "withdrawCharter",
                        "proposeCheckIns",
                        "agreeCheckIns",
                        "declineCheckIns",
                        "holdCheckIn",
                        "missCheckIn",
                        "pauseCheckIns",
                        "resumeCheckIns",
                        "endCheckIns",
                        "escalateDispute",
                        "raiseConcern",
                        "acknowledgeConcern",
                        "nameCause",
                        "offerApology",
                        "proposeRemedy",
                        "acceptRemedy",
                        "declineRemedy",
                        "declareReadiness",
                        "reopenConcern",
                        "escalateConcern",
                        "celebrateWin",
                        "endorseWin",
                        "recordLesson",
                        "askFeedback",
                        "giveFeedback",
                        "actOnFeedback",
                        "closeLedger",
                        "declineClosing",
                        "reopenLedger",
                        "declineReopening",
                        "eraseText",
                        "agreeErasure",
                        "declineErasure",
                        "recordSeen",
                        "askQuestion",
                        "answerQuestion",
                        "recordFinding",
                        "acceptFinding",
                        "declineFinding",
                        "discloseInterest");
    }

    @ParameterizedTest
    @MethodSource("operations")
    void the_document_says_all_that_can_be_answered(Operation operation) {
        JsonNode post = document.at("/paths").get(operation.path()).at("/post");

        assertThat(post.at("/responses").propertyNames())
                .contains("400", "401", "404", "409", "412", "413", "415", "422", "429", "503");
        assertThat(post.at("/responses").has("200") ^ post.at("/responses").has("201"))
                .isTrue();
        JsonNode success = post.at("/responses").get(post.at("/responses").has("201") ? "201" : "200");
        assertThat(success.at("/headers").has("ETag")).isTrue();
        assertThat(success.at("/content/application~1json/schema/$ref").stringValue())
                .isIn(
                        "#/components/schemas/RecordedCommand",
                        "#/components/schemas/RecordedCreation",
                        "#/components/schemas/RecordedInvitation");
        assertThat(post.at("/parameters").valueStream().map(p -> p.at("/name").stringValue()))
                .contains("Idempotency-Key", "If-Match")
                .containsAll(PARAMETER
                        .matcher(operation.path())
                        .results()
                        .map(match -> match.group().replaceAll("[{}]", ""))
                        .toList());
        assertThat(post.at("/summary").asString("")).isNotBlank();
    }

    @Test
    void the_document_says_which_parts_of_an_answer_are_always_there() {
        assertThat(document.at("/components/schemas/Recorded/required")
                        .valueStream()
                        .map(JsonNode::stringValue))
                .containsExactlyInAnyOrder("ledger", "sequence", "recorded", "entries");
    }

    @ParameterizedTest
    @MethodSource("operations")
    void without_a_valid_token_nothing_is_answered(Operation operation) {
        Person expired = SERVICE.person("expired");

        Answer answer = expired.post(operation.in(two.path()), operation.smallest());

        assertThat(answer.status() + " " + answer.code()).isEqualTo("401 unauthenticated");
    }

    @ParameterizedTest
    @MethodSource("operations")
    void outsiders_and_removed_members_do_not_learn_that_the_ledger_exists(Operation operation) {
        if (operation.isOpening()) {
            return;
        }
        for (Person person : List.of(two.another("out"), removed)) {
            Answer here = person.post(operation.in(two.path()), operation.smallest());
            Answer nowhere = person.post(operation.in("/" + UUID.randomUUID()), operation.smallest());

            assertThat(here.status() + " " + here.code())
                    .as(here.toString())
                    .isEqualTo(
                            operation.id().equals("acceptInvitation")
                                    ? "404 invitation-not-found"
                                    : "404 ledger-not-found");
            assertThat(nowhere.code()).isEqualTo(here.code());
            assertThat(here.at("/detail")).isEqualTo(nowhere.at("/detail"));
            assertThat(here.json().at("/facts")).isEqualTo(nowhere.json().at("/facts"));
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void a_mediator_writes_for_neither_side(Operation operation) {
        if (operation.isOpening()) {
            return;
        }
        Answer answer = mediator.post(operation.in(two.path()), operation.smallest());

        assertThat(answer.status() + " " + answer.code())
                .isEqualTo(
                        switch (operation.id()) {
                            case "standDown" -> "404 mediation-not-found";
                            case "acceptInvitation" -> "409 already-in-ledger";
                            case "recordSeen" -> "200 ";
                            case "askQuestion", "recordFinding", "discloseInterest" -> "201 ";
                            default -> "409 not-a-party";
                        });
    }

    @ParameterizedTest
    @MethodSource("operations")
    void a_member_gets_past_the_reading_with_the_smallest_and_the_largest_body(Operation operation) {
        Map<String, Object> largest = new LinkedHashMap<>();
        operation.schema().at("/properties").properties().forEach(property -> {
            largest.put(property.getKey(), Samples.of(property.getKey(), property.getValue()));
        });

        for (Map<String, Object> body : List.of(operation.smallest(), largest)) {
            assertThat(two.bea().post(operation.in(two.path()), body).status()).isIn(200, 201, 404, 409);
        }
    }

    @ParameterizedTest
    @MethodSource("operations")
    void what_is_missing_wrong_or_unknown_is_refused_at_its_place_and_nothing_is_stored(Operation operation) {
        long before = SERVICE.entries();
        String path = operation.in(two.path());

        assertFault(two.ada().post(path, "{\"nonsense\":1}"), "#/nonsense");
        for (String name : operation.required()) {
            Map<String, Object> lacking = operation.smallest();
            lacking.remove(name);
            assertFault(two.ada().post(path, lacking), "#/" + name);
        }
        operation.schema().at("/properties").properties().forEach(property -> {
            for (Object value : Samples.refused(property.getValue())) {
                Map<String, Object> wrong = operation.smallest();
                wrong.put(property.getKey(), value);
                assertFault(two.ada().post(path, wrong), "#/" + property.getKey());
            }
        });
        assertThat(SERVICE.entries()).isEqualTo(before);
    }

    private static void assertFault(Answer answer, String pointer) {
        assertThat(answer.status() + " " + answer.code()).as(answer.toString()).isEqualTo("400 invalid-fields");
        assertThat(answer.json()
                        .at("/errors")
                        .valueStream()
                        .map(error -> error.at("/pointer").stringValue()))
                .as(answer.toString())
                .anyMatch(found -> found.startsWith(pointer));
    }
}
