package dev.kept.commitments.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.commitments.web.LiveService.Answer;
import dev.kept.commitments.web.LiveService.Person;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IdempotencyTest {

    private static final int AT_ONCE = 8;
    private static final Map<String, Object> TERMS = Two.terms();
    private static final Map<String, Object> OPENING = Map.of("title", "T", "partyName", "P");

    private final LiveService service = LiveService.shared();
    private Two two;

    @BeforeEach
    void open() {
        two = Two.open(service);
    }

    /** A request and how it is made. */
    record Repeated(String name, BiFunction<Two, String, Callable<Answer>> request) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Repeated> requests() {
        return Stream.of(
                new Repeated(
                        "openLedger",
                        (two, key) -> () ->
                                two.ada().post("", Map.of("title", "T", "partyName", "P"), "Idempotency-Key", key)),
                new Repeated("makeCommitment", (two, key) -> {
                    Map<String, Object> terms = Two.terms();
                    return () -> two.ada().post(two.path() + "/commitments", terms, "Idempotency-Key", key);
                }),
                new Repeated("deliverUpdate", (two, key) -> {
                    String commitment = two.commitment();
                    return () -> two.ada().post(commitment + "/updates", Map.of("text", "x"), "Idempotency-Key", key);
                }),
                new Repeated("deliverCommitment", (two, key) -> {
                    String commitment = two.commitment();
                    return () -> two.ada().post(commitment + "/deliveries", "", "Idempotency-Key", key);
                }),
                new Repeated(
                        "inviteMember",
                        (two, key) ->
                                () -> two.ada().post(two.path() + "/member-invitations", "", "Idempotency-Key", key)),
                new Repeated("proposeTerms", (two, key) -> {
                    String commitment = two.commitment();
                    Map<String, Object> terms = Map.of("due", Two.in(9), "zone", "UTC", "reason", "Later is better.");
                    return () -> two.bea().post(commitment + "/terms-proposals", terms, "Idempotency-Key", key);
                }));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void a_repeated_request_is_answered_the_same_to_the_byte_and_stored_once(Repeated repeated) throws Exception {
        Callable<Answer> request =
                repeated.request().apply(two, UUID.randomUUID().toString());
        long before = service.entries();

        Answer first = request.call();
        Answer second = request.call();

        assertThat(first.status()).as(first.toString()).isIn(200, 201);
        assertSame(first, second);
        assertThat(service.entries()).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @MethodSource("requests")
    void a_request_made_many_times_at_once_is_stored_once(Repeated repeated) throws Exception {
        Callable<Answer> request =
                repeated.request().apply(two, UUID.randomUUID().toString());
        long before = service.entries();

        List<Answer> answers = new ArrayList<>();
        try (ExecutorService callers = Executors.newFixedThreadPool(AT_ONCE)) {
            for (Future<Answer> answer : callers.invokeAll(Collections.nCopies(AT_ONCE, request))) {
                answers.add(answer.get());
            }
        }

        assertThat(answers.getFirst().status())
                .as(answers.getFirst().toString())
                .isIn(200, 201);
        answers.forEach(answer -> assertSame(answers.getFirst(), answer));
        assertThat(service.entries()).isEqualTo(before + 1);
    }

    @Test
    void a_key_used_for_another_body_is_refused() {
        String updates = two.commitment() + "/updates";
        two.ada().post(updates, Map.of("text", "x"), "Idempotency-Key", "k");
        long before = service.entries();

        assertReused(two.ada().post(updates, Map.of("text", "y"), "Idempotency-Key", "k"));
        assertReused(two.ada().post(updates, " {\"text\":\"x\"}", "Idempotency-Key", "k"));
        assertThat(service.entries()).isEqualTo(before);
    }

    @Test
    void a_key_used_for_another_item_is_refused() {
        Map<String, Object> text = Map.of("text", "x");
        two.ada().post(two.commitment() + "/updates", text, "Idempotency-Key", "k");

        assertReused(two.ada().post(two.commitment() + "/updates", text, "Idempotency-Key", "k"));
    }

    @Test
    void keys_are_each_members_each_ledgers_and_each_operations_own() {
        Two other = Two.open(service);
        Map<String, Object> terms = Two.terms();

        Answer first = two.ada().post(two.path() + "/commitments", terms, "Idempotency-Key", "k");
        Answer othersKey = two.bea().post(two.path() + "/commitments", terms, "Idempotency-Key", "k");
        Answer otherLedger = other.ada().post(other.path() + "/commitments", terms, "Idempotency-Key", "k");
        Answer otherOperation = two.ada().post(two.path() + "/commitment-requests", terms, "Idempotency-Key", "k");

        assertThat(Stream.of(first, othersKey, otherLedger, otherOperation).map(Answer::status))
                .containsOnly(201);
        assertThat(Stream.of(first, othersKey, otherLedger, otherOperation).map(Answer::id))
                .doesNotHaveDuplicates();
    }

    @Test
    void a_refused_request_is_decided_anew() {
        String delivery = two.commitment() + "/delivery-confirmation";
        assertThat(two.bea().post(delivery, "", "Idempotency-Key", "k").status())
                .isEqualTo(409);

        two.ada().post(delivery.replace("delivery-confirmation", "deliveries"), "");

        assertThat(two.bea().post(delivery, "", "Idempotency-Key", "k").status())
                .isEqualTo(200);
    }

    @Test
    void without_a_key_a_repeated_request_is_another_one() {
        String updates = two.commitment() + "/updates";

        assertThat(two.ada().post(updates, Map.of("text", "x")).at("/sequence"))
                .isNotEqualTo(two.ada().post(updates, Map.of("text", "x")).at("/sequence"));
    }

    @Test
    void a_repetition_comes_before_a_stale_if_match() {
        Answer made = two.ada().post(two.path() + "/commitments", Two.terms());
        String updates = two.path() + "/commitments/" + made.id() + "/updates";
        String[] headers = {"Idempotency-Key", "k", "If-Match", made.header("ETag")};

        Answer first = two.ada().post(updates, Map.of("text", "x"), headers);

        assertSame(first, two.ada().post(updates, Map.of("text", "x"), headers));
    }

    @Test
    void whoever_left_is_not_told_an_invitations_secret_again() {
        Person amy = two.joinedMember();
        Map<String, Callable<Answer>> asked = Map.of(
                "inviteMember",
                () -> amy.post(two.path() + "/member-invitations", "", "Idempotency-Key", "invite"),
                "proposeMediator",
                () -> amy.post(two.path() + "/mediators", Map.of("mediatorName", "M"), "Idempotency-Key", "mediate"),
                "makeCommitment",
                () -> amy.post(two.path() + "/commitments", TERMS, "Idempotency-Key", "promise"));
        asked.forEach(
                (name, request) -> assertThat(call(request).status()).as(name).isEqualTo(201));

        assertThat(two.ada()
                        .post(two.path() + "/members/" + amy.member() + "/removal", "")
                        .status())
                .isEqualTo(200);

        asked.forEach((name, request) -> assertThat(
                        call(request).status() + " " + call(request).code())
                .as(name)
                .isEqualTo("404 ledger-not-found"));
    }

    @Test
    void whoever_left_is_not_told_again_that_they_opened_or_joined_it() {
        Answer opened = two.ada().post("", OPENING, "Idempotency-Key", "open");
        String ledger = "/" + opened.id();
        Answer invited = two.ada().post(ledger + "/member-invitations", "");
        String acceptance = ledger + "/invitations/" + invited.at("/invitation") + "/acceptance";
        Map<String, Object> secret = Map.of("secret", invited.at("/secret"));
        assertThat(two.bea().post(acceptance, secret, "Idempotency-Key", "join").status())
                .isEqualTo(200);
        String removed = ledger + "/members/" + two.bea().member() + "/removal";
        assertThat(two.ada().post(removed, "").status()).isEqualTo(200);
        Answer again = two.ada().post(ledger + "/member-invitations", "");
        assertThat(two.another("amy")
                        .post(
                                ledger + "/invitations/" + again.at("/invitation") + "/acceptance",
                                Map.of("secret", again.at("/secret")))
                        .status())
                .isEqualTo(200);
        assertThat(two.ada()
                        .post(ledger + "/members/" + two.ada().member() + "/removal", "")
                        .status())
                .isEqualTo(200);

        assertThat(two.bea().post(acceptance, secret, "Idempotency-Key", "join").code())
                .isEqualTo("invitation-not-open");
        assertThat(two.ada().post("", OPENING, "Idempotency-Key", "open").code())
                .isEqualTo("ledger-not-found");
    }

    @Test
    void that_somebody_left_or_stood_down_is_answered_the_same_again() {
        Person amy = two.joinedMember();
        String leaving = two.path() + "/members/" + amy.member() + "/removal";
        assertSame(
                amy.post(leaving, "", "Idempotency-Key", "leave"), amy.post(leaving, "", "Idempotency-Key", "leave"));

        Person mira = two.another("mira");
        Answer proposed = two.ada().post(two.path() + "/mediators", Map.of("mediatorName", "Mira"));
        two.join(mira, proposed, Map.of("interests", "None."));
        String standingDown = two.path() + "/mediators/" + proposed.id() + "/standing-down";
        Answer stoodDown = mira.post(standingDown, "", "Idempotency-Key", "down");
        assertThat(stoodDown.status()).isEqualTo(200);
        assertSame(stoodDown, mira.post(standingDown, "", "Idempotency-Key", "down"));
    }

    @Test
    void a_text_cannot_be_guessed_from_the_digest_and_the_clients_key() throws Exception {
        String updates = two.commitment() + "/updates";
        String body = "{\"text\":\"yes\"}";
        two.ada().post(updates, body, "Idempotency-Key", "1");

        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("1".getBytes(UTF_8), "HmacSHA256"));
        mac.update(("deliverUpdate\n/api/ledgers" + updates + "\n").getBytes(UTF_8));
        byte[] guess = mac.doFinal(body.getBytes(UTF_8));
        List<@Nullable String> stored = service.store()
                .sql(
                        "SELECT command_digest FROM commitments.entry WHERE ledger_id = ?::uuid AND command_digest IS NOT NULL")
                .param(two.path().substring(1))
                .query(String.class)
                .list();

        assertThat(stored).hasSize(1).doesNotContain(base64(guess));
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(LiveService.IDEMPOTENCY_KEY), "HmacSHA256"));
        assertThat(stored).as("the right guess, with the service's key").containsExactly(base64(mac.doFinal(guess)));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static Answer call(Callable<Answer> request) {
        try {
            return request.call();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void assertSame(Answer first, Answer second) {
        assertThat(second.toString()).isEqualTo(first.toString());
        for (String header : List.of("ETag", "Location", "Content-Type")) {
            assertThat(second.header(header)).isEqualTo(first.header(header));
        }
    }

    private static void assertReused(Answer answer) {
        assertThat(answer.status() + " " + answer.code()).as(answer.toString()).isEqualTo("422 idempotency-key-reused");
    }
}
