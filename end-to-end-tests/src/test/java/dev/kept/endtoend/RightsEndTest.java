package dev.kept.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.endtoend.Person.Answer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What somebody could do as a member or mediator ends with it, whatever it was and however it ended; docs/api.md says what ends when. */
class RightsEndTest {

    private static final Map<String, Object> NOTHING = Map.of();
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final TwoParties parties = TwoParties.meet();
    private final Person ada = parties.ada();
    private final Person bea = parties.bea();
    private final Person gone = SharedKept.person("Gone");
    private final Person reader = SharedKept.person("Reader");
    private final Person outsider = SharedKept.person("Outsider");
    private final Program program = new Program();

    /** A way to stop taking part. */
    enum Way {
        REMOVED(false),
        LEFT(false),
        STOOD_DOWN(true),
        DISMISSED(true);

        private final boolean mediator;

        Way(boolean mediator) {
            this.mediator = mediator;
        }
    }

    @AfterEach
    void stop() {
        program.close();
    }

    @ParameterizedTest
    @EnumSource
    void nothing_that_somebody_had_as_a_member_or_mediator_outlives_it(Way way) throws Exception {
        String mediation = way.mediator ? mediates() : joins();
        Had had = takesAllThereIs(way);
        assertThat(feed(had.feed)).contains("BEGIN:VEVENT");
        assertThat(reader.get(had.sharedDraft).expect(200).text("as")).isEqualTo("READER");
        assertThat(had.stream).isNotDone();

        Answer left = leaves(way, mediation);
        long last = left.body().get("sequence").asLong();
        ada.getAtLeast(last, parties.path("")).expect(200);

        had.stream.get(SOON.toSeconds(), TimeUnit.SECONDS);
        for (String query : List.of("", "/entries", "/document", "/export", "/stream", "/webhooks")) {
            assertThat(gone.get(parties.path(query)).status()).as(query).isEqualTo(404);
        }
        assertThat(gone.get("/api/ledgers").response().body()).doesNotContain(parties.ledger());
        assertThat(gone.get("/api/reminders").response().body()).doesNotContain(parties.ledger());
        assertThat(gone.get("/api/overview").response().body()).doesNotContain(parties.ledger());
        assertThat(feed(had.feed)).contains("BEGIN:VCALENDAR").doesNotContain("BEGIN:VEVENT");
        draftsAreTheirAuthorsAlone(had);
        for (Repeatable repeatable : had.answered) {
            Answer again = gone.post(repeatable.path, repeatable.body, "Idempotency-Key", repeatable.key);
            assertThat(again.expect(404).text("code")).as(repeatable.path).isEqualTo("ledger-not-found");
        }
        invitationsHaveEnded(had, List.of(gone, outsider));
        nothingMoreIsSent(last);
    }

    @Test
    void a_closed_ledger_is_read_on_and_nobody_comes_in_any_more() throws Exception {
        joins();
        Had had = takesAllThereIs(Way.REMOVED);
        ada.post(had.commitment + "/release", NOTHING).expect(200);
        ada.post(parties.path("/closing"), NOTHING).expect(200);
        long closed = bea.post(parties.path("/closing"), NOTHING)
                .expect(200)
                .body()
                .get("sequence")
                .asLong();
        ada.getAtLeast(closed, parties.path("")).expect(200);

        invitationsHaveEnded(had, List.of(outsider));
        gone.get(parties.path("/export")).expect(200);
        reader.get(had.sharedDraft).expect(200);
        assertThat(had.stream).isNotDone();

        ada.post(parties.path("/reopening"), NOTHING).expect(200);
        bea.post(parties.path("/reopening"), NOTHING).expect(200);
        invitationsHaveEnded(had, List.of(outsider));
    }

    private record Repeatable(String path, Map<String, ?> body, String key) {}

    private record Had(
            List<Answer> invitations,
            String sharedDraft,
            String openDraft,
            String openSecret,
            String feed,
            String commitment,
            CompletableFuture<Void> stream,
            List<Repeatable> answered) {}

    private String joins() {
        Answer invited = ada.post(parties.path("/member-invitations"), NOTHING).expect(201);
        accept(gone, invited).expect(200);
        return invited.text("invitation");
    }

    private String mediates() {
        Answer proposed = ada.post(parties.path("/mediators"), Map.of("mediatorName", "Mira"))
                .expect(201);
        accept(gone, proposed).expect(200);
        String admission = parties.path("/mediators/" + proposed.text("id") + "/admission");
        ada.post(admission, NOTHING).expect(200);
        bea.post(admission, NOTHING).expect(200);
        return proposed.text("id");
    }

    /** Whatever it asks of anybody: who is not asked is not heard. */
    private Answer accept(Person person, Answer invited) {
        return person.post(
                parties.path("/invitations/" + invited.text("invitation") + "/acceptance"),
                Map.of("secret", invited.text("secret"), "interests", "None."));
    }

    private Had takesAllThereIs(Way way) {
        List<Answer> invitations = new ArrayList<>();
        List<Repeatable> answered = new ArrayList<>();
        if (way.mediator) {
            record(answered, "/interests", Map.of("text", "None to speak of."));
        } else {
            invitations.add(record(answered, "/member-invitations", NOTHING));
            invitations.add(record(answered, "/mediators", Map.of("mediatorName", "Somebody")));
            record(answered, "/lessons", Map.of("learned", "To ask", "differently", "Ask"));
        }
        Answer promised = bea.post(parties.path("/commitments"), TwoParties.terms(Duration.ofDays(9)))
                .expect(201);
        long head = promised.body().get("sequence").asLong();
        gone.getAtLeast(head, parties.path("")).expect(200);
        String sharedDraft = draft();
        String secret = gone.post(sharedDraft + "/reader", NOTHING).expect(200).text("secret");
        reader.post(sharedDraft + "/reading", Map.of("secret", secret)).expect(200);
        String openDraft = draft();
        String openSecret =
                gone.post(openDraft + "/reader", NOTHING).expect(200).text("secret");
        String feed = gone.post("/api/calendars", Map.of("ledger", parties.ledger()))
                .expect(201)
                .text("address");
        gone.post(parties.path("/webhooks"), Map.of("url", program.url(), "fromSequence", 0))
                .expect(201);
        await(() -> program.sequences().contains(head));
        return new Had(
                invitations,
                sharedDraft,
                openDraft,
                openSecret,
                feed,
                parties.path("/commitments/" + promised.text("id")),
                listen(),
                answered);
    }

    private Answer record(List<Repeatable> answered, String below, Map<String, ?> body) {
        Repeatable repeatable =
                new Repeatable(parties.path(below), body, TwoParties.newId().toString());
        answered.add(repeatable);
        return gone.post(repeatable.path, body, "Idempotency-Key", repeatable.key)
                .expect(201);
    }

    private String draft() {
        return "/api/drafts/"
                + gone.post(
                                "/api/drafts",
                                Map.of(
                                        "path",
                                        parties.path("/interests"),
                                        "body",
                                        Map.of("text", "Perhaps"),
                                        "coolsUntil",
                                        "none",
                                        "zone",
                                        "UTC"))
                        .expect(201)
                        .text("draft");
    }

    /** Done when the stream has ended. */
    private CompletableFuture<Void> listen() {
        HttpRequest request = HttpRequest.newBuilder(URI.create(gone.url() + parties.path("/stream")))
                .header("Authorization", "Bearer " + gone.token())
                .build();
        HttpResponse<Stream<String>> response =
                HTTP.sendAsync(request, HttpResponse.BodyHandlers.ofLines()).join();
        assertThat(response.statusCode()).isEqualTo(200);
        return CompletableFuture.runAsync(
                () -> response.body().forEach(line -> {}),
                command -> Thread.ofVirtual().start(command));
    }

    private Answer leaves(Way way, String mediation) {
        String member = parties.path("/members/" + gone.member() + "/removal");
        return switch (way) {
            case REMOVED -> ada.post(member, NOTHING).expect(200);
            case LEFT -> gone.post(member, NOTHING).expect(200);
            case STOOD_DOWN ->
                gone.post(parties.path("/mediators/" + mediation + "/standing-down"), NOTHING)
                        .expect(200);
            case DISMISSED ->
                bea.post(parties.path("/mediators/" + mediation + "/dismissal"), NOTHING)
                        .expect(200);
        };
    }

    private void draftsAreTheirAuthorsAlone(Had had) {
        assertThat(reader.get(had.sharedDraft).expect(404).text("code")).isEqualTo("draft-not-found");
        assertThat(reader.get("/api/drafts").expect(200).body().get("items")).isEmpty();
        reader.post(had.sharedDraft + "/comments", Map.of("text", "Still here?"))
                .expect(404);
        Answer late = reader.post(had.openDraft + "/reading", Map.of("secret", had.openSecret));
        assertThat(late.expect(409).text("code")).isEqualTo("invitation-not-open");
        gone.get(had.sharedDraft).expect(200);
        assertThat(gone.post(had.openDraft + "/reader", NOTHING).expect(404).text("code"))
                .isEqualTo("ledger-not-found");
        assertThat(gone.post(had.openDraft + "/release", NOTHING).expect(404).text("code"))
                .isEqualTo("ledger-not-found");
    }

    private void invitationsHaveEnded(Had had, List<Person> whoTry) {
        for (Answer invited : had.invitations) {
            for (Person person : whoTry) {
                assertThat(accept(person, invited).expect(409).text("code")).isEqualTo("invitation-not-open");
            }
        }
        Answer ledger = ada.get(parties.path("")).expect(200);
        assertThat(ledger.body().get("invitations")).isEmpty();
        assertThat(ledger.body().get("mediators").valueStream())
                .noneMatch(each -> each.get("state").asString().equals("proposed"));
    }

    /** Somebody else's webhook tells when what comes later has been sent. */
    private void nothingMoreIsSent(long last) {
        try (Program others = new Program()) {
            ada.post(parties.path("/webhooks"), Map.of("url", others.url(), "fromSequence", last))
                    .expect(201);
            long later = ada.post(parties.path("/lessons"), Map.of("learned", "More", "differently", "Less"))
                    .expect(201)
                    .body()
                    .get("sequence")
                    .asLong();
            await(() -> others.sequences().contains(later));
            assertThat(program.sequences()).allMatch(sequence -> sequence < last);
        }
    }

    private static String feed(String url) throws Exception {
        return HTTP.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + SOON.multipliedBy(3).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("it did not come about");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }
}
