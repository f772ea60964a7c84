package dev.kept.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.endtoend.Person.Answer;
import dev.kept.endtoend.TwoParties.Promise;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Walks every endpoint that the OpenAPI document names, as everybody who may not and everybody who may. Signs in by another OpenID
 * provider, which settings alone put in the place of accounts. What a side may do with an item in which state is the aggregate's own
 * tests' business.
 */
class RightsWalkTest {

    private static final String AUDIENCE = "kept";
    /** What a mediator may record, for neither side. */
    private static final Set<String> A_MEDIATORS_OWN =
            Set.of("askQuestion", "recordFinding", "discloseInterest", "recordSeen");

    /** What everybody who reads a ledger may have for themselves, and what nobody but the own side sees of it. */
    private static final String WEBHOOKS = "/api/ledgers/{ledger}/webhooks";

    private static final String OF_A_WEBHOOK = WEBHOOKS + "/{webhook}";

    private static final Pattern ONE_OF_A_KIND =
            Pattern.compile("(?<list>/api/ledgers/\\{ledger}/[a-z-]+)/\\{(?<name>[a-zA-Z]+)}");

    @TempDir
    static Path data;

    private static StubProvider provider;
    private static RunningKept kept;
    private static List<Operation> operations;
    private static Person ada;
    private static Person bea;
    private static Person gone;
    private static Person mediator;
    private static TwoParties parties;
    private static Map<String, String> variables;

    @BeforeAll
    static void people_meet() {
        provider = new StubProvider();
        kept = RunningKept.up(data, "--issuer=" + provider.issuer());
        JsonNode document = person("anybody").get("/v3/api-docs").expect(200).body();
        operations = new ArrayList<>(Operation.of(document, "/api/ledgers"));
        operations.addAll(Operation.of(document, "/api/entries"));
        operations.addAll(Operation.of(document, "/api/overview"));
        operations.addAll(Operation.of(document, "/api/drafts"));
        operations.addAll(Operation.of(document, "/api/calendars"));
        operations.addAll(Operation.of(document, "/api/reflections"));
        operations.addAll(Operation.of(document, "/api/reminders"));
        operations.addAll(Operation.of(document, "/api/settings"));
        operations.addAll(Operation.of(document, "/api/tone-checks"));
        operations.addAll(Operation.of(document, "/api/date-previews"));
        ada = person("ada");
        bea = person("bea");
        gone = person("gone");
        mediator = person("mediator");
        parties = TwoParties.meet(ada, bea);
        variables = new HashMap<>(Map.of(
                "ledger",
                parties.ledger(),
                "commitment",
                parties.promise(Duration.ofDays(9)).id(),
                "level",
                "0",
                "index",
                "000.p/1"));
        // Of entries that the read side knows by the time that anybody asks.
        String head = ada.get(parties.path("/tree-head?size=3"))
                .expect(200)
                .response()
                .body();
        variables.put("head", Base64.getUrlEncoder().withoutPadding().encodeToString(head.getBytes(UTF_8)));
        joinAndLeave();
        mediate();
        recordOneOfEachKind();
        variables.put("sequence", deliverAFile());
    }

    @AfterAll
    static void all_leave() {
        kept.close();
        provider.close();
    }

    @Test
    void the_document_names_every_operation_of_the_plan() {
        assertThat(operations)
                .extracting(Operation::id)
                .contains(
                        "openLedger",
                        "inviteParty",
                        "acceptInvitation",
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
                        "agreeCharter",
                        "amendCharter",
                        "recordConversation",
                        "acknowledgeConversation",
                        "correctConversation",
                        "raiseConcern",
                        "acknowledgeConcern",
                        "nameCause",
                        "offerApology",
                        "proposeRemedy",
                        "acceptRemedy",
                        "declareReadiness",
                        "reopenConcern",
                        "escalateConcern",
                        "proposeDecision",
                        "agreeDecision",
                        "objectToDecision",
                        "supersedeDecision",
                        "reviewDecision",
                        "scheduleCheckpoint",
                        "holdCheckpoint",
                        "rescheduleCheckpoint",
                        "proposeCheckIns",
                        "agreeCheckIns",
                        "holdCheckIn",
                        "endCheckIns",
                        "celebrateWin",
                        "endorseWin",
                        "recordLesson",
                        "askFeedback",
                        "giveFeedback",
                        "actOnFeedback",
                        "proposeMediator",
                        "admitMediator",
                        "declineMediator",
                        "standDown",
                        "dismissMediator",
                        "askQuestion",
                        "recordFinding",
                        "acceptFinding",
                        "discloseInterest",
                        "closeLedger",
                        "reopenLedger",
                        "eraseText",
                        "uploadFile",
                        "downloadFile",
                        "previewFile",
                        "recordSeen",
                        "listLedgers",
                        "getLedger",
                        "getLivingDocument",
                        "listEntries",
                        "searchEntries",
                        "getEntry",
                        "listCommitments",
                        "getCommitment",
                        "listDecisions",
                        "getDecision",
                        "getDashboard",
                        "getReview",
                        "getOverview",
                        "checkTone",
                        "previewDates",
                        "keepDraft",
                        "listDrafts",
                        "listReminders",
                        "snoozeReminder",
                        "dismissReminder",
                        "getReminderSettings",
                        "saveReminderSettings",
                        "nameReminderAddress",
                        "confirmReminderAddress",
                        "removeReminderAddress",
                        "getSettings",
                        "saveSettings",
                        "removeSettings");
    }

    @Test
    void nobody_passes_without_a_token_that_holds() {
        List<String> tokens = List.of(
                "",
                "not-a-token",
                provider.token("ada", AUDIENCE, Duration.ofMinutes(-5)),
                provider.token("ada", "another-service", Duration.ofHours(1)));

        refused(tokens.stream().map(ada::with).toList(), operations, 401, "unauthenticated");
    }

    @Test
    void an_outsider_and_a_removed_member_learn_not_even_that_the_ledger_exists() {
        refused(List.of(person("outsider"), gone), inLedger(), 404, "ledger-not-found");
    }

    @Test
    void a_stranger_without_the_secret_cannot_accept_an_invitation() {
        List<Operation> acceptance = operations.stream()
                .filter(o -> o.id().equals("acceptInvitation"))
                .toList();

        refused(List.of(person("outsider")), acceptance, 404, "invitation-not-found");
    }

    @Test
    void nobody_but_its_author_learns_that_a_draft_exists() {
        List<Operation> ofOne =
                operations.stream().filter(o -> o.path().contains("{draft}")).toList();
        assertThat(ofOne)
                .extracting(Operation::id)
                .contains("getDraft", "reviseDraft", "commentOnDraft", "discardDraft", "releaseDraft", "becomeReader");

        refused(List.of(bea, mediator, gone, person("outsider")), ofOne, 404, "draft-not-found");
        for (Person other : List.of(bea, mediator, gone, person("outsider"))) {
            assertThat(other.get("/api/drafts").expect(200).body().get("items")).isEmpty();
        }
        assertThat(ada.get("/api/drafts/" + variables.get("draft")).expect(200).text("as"))
                .isEqualTo("AUTHOR");
    }

    @Test
    void what_a_draft_says_is_in_no_log_and_no_export() throws IOException {
        String words = "nobody-heard-" + UUID.randomUUID();
        Map<String, Object> written =
                Map.of("path", parties.path("/lessons"), "body", Map.of("learned", words), "zone", "UTC");
        String draft =
                "/api/drafts/" + ada.post("/api/drafts", written).expect(201).text("draft");
        ada.post(draft + "/comments", Map.of("text", words)).expect(200);
        ada.post(draft + "/release", Map.of()).expect(409);
        String secret = ada.post(draft + "/reader", Map.of()).expect(200).text("secret");
        ada.post(draft + "/cooling", Map.of("coolsUntil", "none", "zone", "UTC"))
                .expect(200);
        ada.post(draft + "/release", Map.of()).expect(400);

        for (Person person : List.of(ada, bea, mediator)) {
            Answer export = person.getAtLeast(next(), parties.path("/export")).expect(200);
            assertThat(export.response().body()).doesNotContain(words);
        }
        List<Path> logs;
        try (Stream<Path> files = Files.walk(data.resolve("log"))) {
            logs = files.filter(Files::isRegularFile).toList();
        }
        assertThat(logs).isNotEmpty();
        for (Path log : logs) {
            assertThat(Files.readString(log)).doesNotContain(words).doesNotContain(secret);
        }
        assertThat(String.join("\n", kept.said())).doesNotContain(words);
        ada.post(draft + "/discard", Map.of()).expect(204);
    }

    @Test
    void nobody_but_its_author_learns_that_a_reflection_exists() {
        List<Operation> ofOne = operations.stream()
                .filter(o -> o.path().contains("{reflection}"))
                .toList();
        assertThat(ofOne)
                .extracting(Operation::id)
                .containsExactlyInAnyOrder("getReflection", "reviseReflection", "discardReflection");
        variables.put(
                "reflection",
                ada.post(
                                "/api/reflections",
                                Map.of(
                                        "ledger",
                                        parties.ledger(),
                                        "answers",
                                        List.of(Map.of("question", "part", "text", "Mine"))))
                        .expect(201)
                        .text("reflection"));

        // What a revision is sent with is told by no schema: a question that is offered, or one's own.
        List<Operation> bodiless =
                ofOne.stream().filter(o -> !o.id().equals("reviseReflection")).toList();
        refused(List.of(bea, mediator, gone, person("outsider")), bodiless, 404, "reflection-not-found");
        for (Person other : List.of(bea, mediator, gone, person("outsider"))) {
            assertThat(other.post(
                                    "/api/reflections/" + variables.get("reflection") + "/revision",
                                    Map.of("answers", List.of(Map.of("question", "part", "text", "Theirs"))))
                            .expect(404)
                            .text("code"))
                    .isEqualTo("reflection-not-found");
            assertThat(other.get("/api/reflections").expect(200).body().get("items"))
                    .isEmpty();
        }
        ada.get("/api/reflections/" + variables.get("reflection")).expect(200);
    }

    @Test
    void nobody_but_its_owner_learns_that_a_calendar_exists() {
        ada.getOnceThere(2, parties.path(""));
        String calendar = ada.post("/api/calendars", Map.of("ledger", parties.ledger()))
                .expect(201)
                .text("calendar");
        String revocation = "/api/calendars/" + calendar + "/revocation";
        for (Person other : List.of(bea, mediator, gone, person("outsider"))) {
            assertThat(other.post(revocation, Map.of()).expect(404).text("code"))
                    .isEqualTo("calendar-not-found");
            assertThat(other.get("/api/calendars").expect(200).response().body())
                    .doesNotContain(calendar);
        }
        for (Person other : List.of(gone, person("outsider"))) {
            assertThat(other.post("/api/calendars", Map.of("ledger", parties.ledger()))
                            .expect(404)
                            .text("code"))
                    .isEqualTo("ledger-not-found");
        }
        ada.post(revocation, Map.of()).expect(200);
    }

    @Test
    void a_mediator_reads_everything_and_writes_for_neither_side() {
        SoftAssertions softly = new SoftAssertions();
        long before = next();
        long recorded = 0;
        for (Operation operation : inLedger()) {
            if (operation.isStream()) {
                continue;
            }
            if (operation.id().equals("uploadFile")) {
                // For a finding of the mediator's own.
                mediator.upload(parties.path("/files"), "notes.png", picture()).expect(201);
                continue;
            }
            Answer answer = operation.as(mediator, variables);
            if (operation.path().startsWith(OF_A_WEBHOOK)) {
                softly.assertThat(answer.text("code")).as(operation.id()).isEqualTo("webhook-not-found");
            } else if (operation.path().equals(WEBHOOKS)) {
                softly.assertThat(answer.status()).as(operation.id()).isIn(200, 201);
            } else if (operation.isQuery()) {
                softly.assertThat(answer.status()).as(operation.id()).isEqualTo(200);
            } else if (A_MEDIATORS_OWN.contains(operation.id())) {
                softly.assertThat(answer.status()).as(operation.id()).isIn(200, 201);
                recorded += answer.body().at("/entries").size();
            } else {
                softly.assertThat(answer.status())
                        .as(operation.id() + " " + answer.response().body())
                        .isIn(404, 409);
                softly.assertThat(answer.text("code")).as(operation.id()).isNotEqualTo("ledger-not-found");
            }
        }
        softly.assertThat(next()).as("nothing else was recorded").isEqualTo(before + 1 + recorded);
        softly.assertAll();
    }

    @Test
    void both_sides_read_everything_alike() {
        SoftAssertions softly = new SoftAssertions();
        // Nothing may arrive between the one's reading and the other's.
        ada.getAtLeast(next(), parties.path("")).expect(200);
        for (Operation operation : inLedger()) {
            if (operation.path().startsWith(OF_A_WEBHOOK)) {
                softly.assertThat(operation.as(bea, variables).text("code"))
                        .as(operation.id())
                        .isEqualTo("webhook-not-found");
            } else if (operation.isQuery()
                    && !operation.isStream()
                    && !operation.path().equals(WEBHOOKS)
                    // What one may do is one's own.
                    && !operation.id().equals("listOperations")) {
                Answer toAda = operation.as(ada, variables).expect(200);
                Answer toBea = operation.as(bea, variables).expect(200);
                softly.assertThat(content(toBea)).as(operation.id()).isEqualTo(content(toAda));
            }
        }
        softly.assertAll();
    }

    @Test
    void whoever_belongs_to_no_ledger_sees_empty_lists() {
        Person outsider = person("outsider");

        assertThat(outsider.get("/api/ledgers").expect(200).body().get("items")).isEmpty();
        outsider.get("/api/overview").expect(200);
        assertThat(outsider.get("/api/reminders").expect(200).body().get("items"))
                .isEmpty();
    }

    @Test
    void what_waits_for_one_is_no_reminder_of_anybody_elses() {
        Promise promise = parties.promise(Duration.ofDays(30));
        ada.post(promise.path() + "/deliveries", Map.of("text", "Done")).expect(200);
        bea.getAtLeast(next(), parties.path("")).expect(200);
        String cause = bea.get("/api/reminders")
                .expect(200)
                .body()
                .get("items")
                .valueStream()
                .filter(item -> item.path("item").asString("").equals(promise.id()))
                .findFirst()
                .orElseThrow()
                .get("cause")
                .asString();

        for (Person other : List.of(ada, mediator, gone, person("outsider"))) {
            assertThat(other.get("/api/reminders").expect(200).response().body())
                    .doesNotContain(cause);
            Answer refused = other.post("/api/reminders/" + cause + "/dismissal", Map.of());
            assertThat(refused.status()).isEqualTo(404);
            assertThat(refused.text("code")).isEqualTo("reminder-not-found");
        }
        bea.post("/api/reminders/" + cause + "/snooze", Map.of("for", "P1D")).expect(200);
        assertThat(bea.post("/api/reminders/address", Map.of("address", "bea@example.org"))
                        .text("code"))
                .isEqualTo("mail-off");
    }

    /** All of them refuse with the code, and nothing is recorded. */
    private static void refused(List<Person> people, List<Operation> refusing, int status, String code) {
        SoftAssertions softly = new SoftAssertions();
        long before = next();
        for (Person person : people) {
            for (Operation operation : refusing) {
                Answer answer = operation.as(person, variables);
                softly.assertThat(answer.status())
                        .as(operation.id() + " " + answer.response().body())
                        .isEqualTo(status);
                softly.assertThat(answer.response()
                                .headers()
                                .firstValue("Content-Type")
                                .orElse(""))
                        .as(operation.id())
                        .startsWith("application/problem+json");
                JsonNode problem = answer.body();
                softly.assertThat(problem.path("code").asString(""))
                        .as(operation.id())
                        .isEqualTo(code);
            }
        }
        softly.assertThat(next()).as("nothing was recorded").isEqualTo(before + 1);
        softly.assertAll();
    }

    /** Without the reader's own role and what tells the instant of asking. */
    private static Object content(Answer answer) {
        String type = answer.response().headers().firstValue("Content-Type").orElse("");
        if (!type.split(";", 2)[0].equals("application/json")) {
            return answer.response().body();
        }
        ObjectNode body = (ObjectNode) answer.body();
        body.remove(List.of("role", "at", "list"));
        return body;
    }

    private static List<Operation> inLedger() {
        return operations.stream()
                .filter(o -> o.path().contains("{ledger}") && !o.id().equals("acceptInvitation"))
                .toList();
    }

    /** Records one more entry and gives its number: whatever came in between shows. */
    private static long next() {
        return ada.post(
                        parties.path("/commitments/" + variables.get("commitment") + "/updates"),
                        Map.of("text", "Still on it"))
                .expect(200)
                .body()
                .get("sequence")
                .asLong();
    }

    private static Person person(String subject) {
        return new Person(kept.url(), new UUID(0, 0), subject, provider.token(subject, AUDIENCE, Duration.ofHours(1)));
    }

    /** What can be read by itself is created by the operation that posts to where its kind is listed. */
    private static void recordOneOfEachKind() {
        for (Operation query : operations) {
            Matcher one = ONE_OF_A_KIND.matcher(query.path());
            if (query.isQuery() && one.matches() && !variables.containsKey(one.group("name"))) {
                operations.stream()
                        .filter(o -> !o.isQuery() && o.path().equals(one.group("list")))
                        .findFirst()
                        .ifPresent(create -> variables.put(
                                one.group("name"),
                                create.as(A_MEDIATORS_OWN.contains(create.id()) ? mediator : ada, variables)
                                        .expect(201)
                                        .text("id")));
            }
        }
        variables.put(
                "proposal",
                operation("proposeCharter").as(ada, variables).expect(201).text("id"));
        operation("agreeCharter").as(bea, variables).expect(200);
        variables.put("version", "1");
        variables.put(
                "draft",
                ada.post("/api/drafts", Map.of("path", parties.path("/lessons"), "zone", "UTC", "coolsUntil", "none"))
                        .expect(201)
                        .text("draft"));
        mediator.getAtLeast(next(), parties.path("")).expect(200);
    }

    /** The entry that names it. */
    private static String deliverAFile() {
        Promise promise = parties.promise(Duration.ofDays(9));
        String file = ada.upload(parties.path("/files"), "notes.png", picture(), "Content-Type", "image/png")
                .expect(201)
                .text("file");
        return ada.post(
                        promise.path() + "/deliveries",
                        Map.of("evidence", List.of(Map.of("label", "Notes", "file", file))))
                .expect(200)
                .text("sequence");
    }

    /** One of which there is a preview, too. */
    private static byte[] picture() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(10, 10, BufferedImage.TYPE_INT_RGB), "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static Operation operation(String id) {
        return operations.stream().filter(o -> o.id().equals(id)).findFirst().orElseThrow();
    }

    private static void joinAndLeave() {
        Answer invited = bea.post(parties.path("/member-invitations"), Map.of()).expect(201);
        gone.post(
                        parties.path("/invitations/" + invited.text("invitation") + "/acceptance"),
                        Map.of("secret", invited.text("secret")))
                .expect(200);
        Answer ledger = gone.getAtLeast(5, parties.path("")).expect(200);
        String member = ledger.body()
                .at("/parties/B/members")
                .valueStream()
                .filter(m -> m.get("name").asString().equals("gone"))
                .findFirst()
                .orElseThrow()
                .get("member")
                .asString();
        bea.post(parties.path("/members/" + member + "/removal"), Map.of()).expect(200);
    }

    private static void mediate() {
        Answer proposed = ada.post(parties.path("/mediators"), Map.of("mediatorName", "Mira"))
                .expect(201);
        mediator.post(
                        parties.path("/invitations/" + proposed.text("id") + "/acceptance"),
                        Map.of("secret", proposed.text("secret"), "interests", "None."))
                .expect(200);
        for (Person side : List.of(ada, bea)) {
            side.post(parties.path("/mediators/" + proposed.text("id") + "/admission"), Map.of())
                    .expect(200);
        }
        mediator.getAtLeast(10, parties.path("")).expect(200);
    }
}
