package dev.kept.endtoend.crash;

import dev.kept.endtoend.Person.Answer;
import dev.kept.endtoend.Person.Unreachable;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One person's work in one ledger: a command after the other, each under a key of its own. */
final class Worker implements Runnable {

    private static final int LONGEST_REST_MILLIS = 60;
    private static final int AFTER_A_FAILURE_MILLIS = 50;
    private static final Duration DUE = Duration.ofDays(30);

    private final Pair pair;
    private final Pair.Side own;
    private final Pair.Side other;
    private final String name;
    private final Random random;
    private final Load load;
    private final Supplier<@Nullable Address> address;
    private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();
    private final List<String> open = new ArrayList<>();
    private final List<Asked> erasable = new ArrayList<>();
    private volatile long lastAcknowledged = System.nanoTime();
    private int number;

    Worker(
            Pair pair,
            Pair.Side own,
            Pair.Side other,
            String name,
            long seed,
            Load load,
            Supplier<@Nullable Address> address) {
        this.pair = pair;
        this.own = own;
        this.other = other;
        this.name = name;
        this.random = new Random(seed);
        this.load = load;
        this.address = address;
    }

    List<Asked> asked() {
        return List.copyOf(asked);
    }

    long lastAcknowledged() {
        return lastAcknowledged;
    }

    @Override
    public void run() {
        while (!load.isOver()) {
            Address now = address.get();
            if (now == null) {
                rest(AFTER_A_FAILURE_MILLIS);
                continue;
            }
            try {
                act(now);
                rest(random.nextInt(LONGEST_REST_MILLIS));
            } catch (Unreachable e) {
                // No token could be had, or the answer did not come: what was asked for is unknown and stays so.
                rest(AFTER_A_FAILURE_MILLIS);
            }
        }
    }

    private void act(Address now) {
        int dice = random.nextInt(100);
        String confirmable = dice < 10 ? other.delivered().poll() : null;
        if (confirmable != null) {
            ask(now, command("confirm", confirmable + "/delivery-confirmation", "comment", Map.of()));
        } else if (dice < 16) {
            release(now);
        } else if (dice < 22 && !erasable.isEmpty()) {
            erase(now);
        } else if (dice < 45 && !open.isEmpty()) {
            Asked update = command("update", open.getLast() + "/updates", "text", Map.of("progress", 50));
            if (ask(now, update) != null) {
                erasable.add(update);
            }
        } else if (dice < 55 && !open.isEmpty()) {
            String promise = open.removeLast();
            if (ask(now, command("deliver", promise + "/deliveries", "text", Map.of())) != null) {
                own.delivered().add(promise);
            }
        } else if (dice < 65) {
            ask(now, command("lesson", path("/lessons"), "learned", Map.of("differently", "Begin earlier")));
        } else if (dice < 75) {
            ask(now, command("win", path("/wins"), "title", Map.of()));
        } else {
            JsonNode made = ask(now, command("promise", path("/commitments"), "title", terms()));
            if (made != null) {
                open.add(path("/commitments/" + made.get("id").asString()));
            }
        }
    }

    /** What is written as a draft and then released is recorded once, and what was never released is not. */
    private void release(Address now) {
        String marker = name + "-" + number++;
        Map<String, Object> draft = Map.of(
                "path",
                path("/lessons"),
                "body",
                Map.of("learned", marker + ".", "differently", "Sleep on it"),
                "zone",
                "Europe/Berlin",
                "coolsUntil",
                "none");
        Answer kept = asking(now, own, "/api/drafts", draft, marker + "-draft");
        if (kept.status() != 201) {
            expectRefusal("draft", kept);
            return;
        }
        String release = "/api/drafts/" + kept.text("draft") + "/release";
        ask(now, new Asked(marker, "release", own, release, Map.of()));
    }

    private void erase(Address now) {
        Asked gone = erasable.remove(random.nextInt(erasable.size()));
        Place place = gone.place();
        if (place == null) {
            return;
        }
        gone.isErased(Asked.Erasure.ASKED_FOR);
        String at = path("/entries/" + place.sequence() + "/erasure");
        if (ask(now, command("erase", at, "reason", Map.of("fields", List.of("text")))) != null) {
            gone.isErased(Asked.Erasure.ACKNOWLEDGED);
        }
    }

    /** A command with its marker in one of its texts. */
    private Asked command(String what, String path, String textWithMarker, Map<String, Object> rest) {
        String marker = name + "-" + number++;
        Map<String, Object> body = new HashMap<>(rest);
        body.put(textWithMarker, marker + ".");
        return new Asked(marker, what, own, path, body);
    }

    /** The answer when it was acknowledged, else null. */
    private @Nullable JsonNode ask(Address now, Asked command) {
        asked.add(command);
        Answer answer = answerTo(now, command);
        JsonNode acknowledged = understand(command, answer, load::unexpected);
        if (acknowledged != null) {
            lastAcknowledged = System.nanoTime();
        }
        return acknowledged;
    }

    /** Asks under the command's own key, the first time and every further one. */
    static Answer answerTo(Address address, Asked command) {
        return asking(address, command.by(), command.path(), command.body(), command.marker());
    }

    /** A token that no longer counts is renewed once: the clock by which it was given may have been set since. */
    private static Answer asking(Address address, Pair.Side by, String path, Map<String, Object> body, String key) {
        Answer answer = by.at(address).post(path, body, "Idempotency-Key", key);
        return answer.status() == 401 ? by.renewedAt(address).post(path, body, "Idempotency-Key", key) : answer;
    }

    /** Notes what an answer says of a command; null when that was not acknowledged. */
    static @Nullable JsonNode understand(Asked command, Answer answer, Consumer<String> unexpected) {
        int status = answer.status();
        String said = status + " " + shortened(answer.response().body());
        if (status == 200 || status == 201) {
            JsonNode body = answer.body();
            Place place = new Place(
                    UUID.fromString(body.get("ledger").asString()),
                    body.get("sequence").asLong());
            command.is(Asked.Outcome.ACKNOWLEDGED, place, Integer.toString(status));
            return body;
        }
        if (status == 503 && answer.response().body().contains("\"recorded\":\"yes\"")) {
            // It was recorded, and what had to follow, such as deleting the draft that it came from, could not be done.
            command.is(Asked.Outcome.ACKNOWLEDGED, null, said);
        } else if (status == 503 && answer.response().body().contains("\"recorded\":\"unknown\"")) {
            command.is(Asked.Outcome.UNKNOWN, null, said);
        } else if (status == 503 || status == 429 || status == 409 || status == 401) {
            // 401: the clock was set again since the token was renewed. Whom that shuts out for good is missed when all
            // is over.
            command.is(Asked.Outcome.REFUSED, null, said);
        } else {
            command.is(Asked.Outcome.UNKNOWN, null, said);
            unexpected.accept("an answer that was not to be expected: " + command);
        }
        return null;
    }

    private void expectRefusal(String what, Answer answer) {
        if (answer.status() != 503 && answer.status() != 429 && answer.status() != 401) {
            load.unexpected("an answer that was not to be expected: " + what + " of " + name + ", " + answer.status()
                    + " " + shortened(answer.response().body()));
        }
    }

    private static String shortened(String text) {
        return text.length() > 300 ? text.substring(0, 300) + "…" : text;
    }

    private String path(String below) {
        return "/api/ledgers/" + pair.ledger() + below;
    }

    private static Map<String, Object> terms() {
        return Map.of("due", Clock.systemUTC().instant().plus(DUE).toString(), "zone", "Europe/Berlin");
    }

    private static void rest(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
