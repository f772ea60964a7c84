package dev.kept.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.endtoend.HostileRequests.Attack;
import dev.kept.endtoend.HostileRequests.Op;
import dev.kept.endtoend.RawHttp.Reply;
import dev.kept.endtoend.RawHttp.Request;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Thousands of requests nobody should send, on every operation of the OpenAPI document: no answer is a 500, each has a status that the
 * document names and the shape that it gives, and the log has nothing to say of them. The seed is printed; {@code -Dkept.walk.seed} takes
 * it again, and {@code -Dkept.walk.seconds} sets how long it takes.
 */
class HostileWalkTest {

    private static final int AT_ONCE = 3;

    /** A build sends the same requests each time, so that what it finds is of the change; the long walk goes elsewhere each time. */
    static final long SEED_OF_A_BUILD = 1;

    private static final Set<String> KNOWN_METHODS =
            Set.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE");

    @TempDir
    static Path data;

    private static RunningKept kept;
    private static JsonNode document;
    private static DocumentSchemas schemas;
    private static TwoParties parties;
    private static Person mediator;

    @BeforeAll
    static void start() {
        kept = RunningKept.up(data, "-Dkept.rate-limit.commands-per-second=100000", "-Dkept.rate-limit.burst=100000");
        Person ada = person("Ada");
        document = ada.get("/v3/api-docs").expect(200).body();
        schemas = new DocumentSchemas(document);
        parties = TwoParties.meet(ada, person("Bea"));
        mediator = person("Mira");
        Person.Answer proposed = ada.post(parties.path("/mediators"), Map.of("mediatorName", "Mira"))
                .expect(201);
        mediator.post(
                        parties.path("/invitations/" + proposed.text("id") + "/acceptance"),
                        Map.of("secret", proposed.text("secret"), "interests", "None."))
                .expect(200);
    }

    @AfterAll
    static void stop() {
        kept.close();
    }

    @Test
    void no_request_is_a_500_and_every_answer_is_in_the_document() throws Exception {
        walk(Duration.ofSeconds(Long.getLong("kept.walk.seconds", 75)), SEED_OF_A_BUILD);
    }

    @Test
    @Tag("long")
    void no_request_of_a_long_walk_is_a_500() throws Exception {
        walk(Duration.ofSeconds(Long.getLong("kept.walk.seconds", 1_200)), System.nanoTime());
    }

    private static void walk(Duration time, long otherwise) throws Exception {
        long seed = Long.getLong("kept.walk.seed", otherwise);
        System.out.println("The hostile walk's seed is " + seed + ": -Dkept.walk.seed=" + seed + " repeats it.");
        Random random = new Random(seed);
        HostileRequests requests = new HostileRequests(document, random);
        requests.know("ledger", parties.ledger());
        parties.talk().forEach(requests::know);
        requests.know("commitment", parties.promise(Duration.ofDays(9)).id());
        requests.know("member", parties.bea().member().toString());

        Map<String, List<String>> faults = new ConcurrentHashMap<>();
        AtomicInteger sent = new AtomicInteger();
        Map<Integer, Integer> statuses = new ConcurrentHashMap<>();
        Deque<Attack> ahead = new ArrayDeque<>(inTurn(requests));
        int all = ahead.size();
        long end = System.nanoTime() + time.toNanos();
        try (ExecutorService walkers = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<?>> walking = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                Person who = List.of(parties.ada(), parties.bea(), mediator).get(i);
                walking.add(walkers.submit(() -> {
                    try (RawHttp http = new RawHttp(kept.url())) {
                        while (System.nanoTime() < end) {
                            Attack attack;
                            synchronized (ahead) {
                                attack = ahead.poll();
                            }
                            if (attack == null) {
                                break;
                            }
                            Request request = signed(attack.request().get(), who);
                            String fault;
                            try {
                                Reply reply = http.send(request);
                                sent.incrementAndGet();
                                statuses.merge(reply.status(), 1, Integer::sum);
                                fault = faultOf(requests, attack, request, reply);
                            } catch (IOException e) {
                                fault = "no answer (" + e + ")";
                            }
                            if (fault != null) {
                                faults.computeIfAbsent(
                                                fault.split("\n", 2)[0],
                                                f -> Collections.synchronizedList(new ArrayList<>()))
                                        .add(attack.op().id() + ", " + attack.what() + ": " + request + "\n      "
                                                + fault);
                            }
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> each : walking) {
                each.get();
            }
        }
        System.out.println("Sent " + sent + " of " + all + " requests: " + new TreeMap<>(statuses));
        StringBuilder told = new StringBuilder();
        new TreeMap<>(faults).forEach((kind, cases) -> {
            told.append("\n").append(cases.size()).append(" times: ").append(kind);
            cases.stream()
                    .limit(Integer.getInteger("kept.walk.told", 4))
                    .forEach(each -> told.append("\n    ").append(each));
        });
        LogOf.complaints(data).forEach(line -> told.append("\n").append(line));
        assertThat(told.toString()).isEmpty();
        List<String> routes =
                requests.operations().stream().map(Op::path).distinct().toList();
        assertThat(uris()).as("routes with a metric").containsAll(routes);
    }

    /** The routes that the metric of requests tells of. */
    private static List<String> uris() {
        return parties.ada()
                .get("/actuator/metrics/http.server.requests")
                .expect(200)
                .body()
                .get("availableTags")
                .valueStream()
                .filter(tag -> tag.path("tag").asString().equals("uri"))
                .flatMap(tag -> tag.get("values").valueStream())
                .map(JsonNode::asString)
                .toList();
    }

    /** One attack on each operation, then the next on each. */
    private static List<Attack> inTurn(HostileRequests requests) {
        List<Deque<Attack>> byOperation = new ArrayList<>();
        for (Op op : requests.operations()) {
            byOperation.add(new ArrayDeque<>(requests.on(op)));
        }
        List<Attack> all = new ArrayList<>();
        while (!byOperation.isEmpty()) {
            byOperation.removeIf(Deque::isEmpty);
            byOperation.forEach(attacks -> {
                Attack attack = attacks.poll();
                if (attack != null) {
                    all.add(attack);
                }
            });
        }
        return all;
    }

    private static Request signed(Request request, Person who) {
        return request.headers().stream().anyMatch(header -> header.name().equals("Authorization"))
                ? request
                : request.with("Authorization", "Bearer " + who.token());
    }

    /** What is wrong with the answer; its first line is the kind of fault. Null when nothing is. */
    private static String faultOf(HostileRequests requests, Attack attack, Request request, Reply reply) {
        Op op = attack.op();
        int status = reply.status();
        boolean json = reply.mediaType().equals("application/json")
                || reply.mediaType().endsWith("+json");
        JsonNode body = null;
        if (json && reply.body().length > 0) {
            try {
                body = Person.JSON.readTree(reply.body());
            } catch (JacksonException e) {
                return "no JSON";
            }
        }
        if (status >= 500 && status != 503 && (status != 501 || KNOWN_METHODS.contains(request.method()))) {
            return status + " for " + attack.what() + "\n" + reply.text();
        }
        if ((status == 503 || status == 429) && reply.header("Retry-After") == null) {
            return status + " without Retry-After";
        }
        if (status == 405 && reply.header("Allow") == null) {
            return "405 without Allow";
        }
        if (request.method().equals("HEAD")) {
            return null;
        }
        if (status >= 400) {
            if (!reply.mediaType().equals("application/problem+json") || body == null) {
                return "no problem but '" + reply.mediaType() + "' with " + status + "\n" + reply.text();
            }
            var wrong = schemas.faults("Problem", body);
            if (!wrong.isEmpty() || body.path("status").intValue() != status) {
                return "not the problem of the document\n" + wrong + reply.text();
            }
            String code = body.path("code").asString();
            if (code.equals("internal-error")) {
                return "code " + code + " with " + status;
            }
        }
        if (!attack.inDocument() || !request.method().equals(op.method())) {
            return null;
        }
        JsonNode response = schemas.response(op.json(), status);
        if (response.isMissingNode()) {
            return status + " is not in the document of " + op.method() + " for " + attack.what() + "\n" + op.id()
                    + reply.text();
        }
        if (reply.body().length > 0 && !response.path("content").propertyNames().contains(reply.mediaType())) {
            return "'" + reply.mediaType() + "' is not in the document of " + op.id();
        }
        if (status < 300 && body != null && reply.mediaType().equals("application/json")) {
            requests.learn(op, body);
            var wrong = schemas.faults(op.id(), status, body);
            if (!wrong.isEmpty()) {
                return "not the answer of the document: " + op.id() + "\n" + wrong;
            }
        }
        return null;
    }

    private static Person person(String name) {
        return Person.signUp(kept.url(), name, name.toLowerCase(Locale.ROOT) + "@example.org");
    }
}
