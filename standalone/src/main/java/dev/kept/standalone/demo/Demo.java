package dev.kept.standalone.demo;

import dev.kept.accounts.ApiCredentials;
import dev.kept.accounts.SignUp;
import dev.kept.commitments.deadline.Deadlines;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Plays a scenario: signs its people up, then issues each step's command at its time. Between the steps the clock stops at every instant
 * that something waits for, so that the system records what passes as it would have.
 */
public final class Demo {

    private static final Duration BETWEEN_STEPS = Duration.ofMinutes(5);
    /** The fields that hold a date: in a scenario's own notation, too. */
    private static final Set<String> DATES = Set.of("due", "first", "occurred", "review", "next");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Scenario scenario;
    private final StoryCalendar calendar;
    private final Map<String, JsonNode> outcomes = new HashMap<>();

    /** @param now the real time, which the scenario leads up to */
    public Demo(Scenario scenario, Instant now) {
        this.scenario = scenario;
        this.calendar = StoryCalendar.of(scenario, now);
    }

    /** Where the clock has to stand before anything is recorded. */
    public Instant start() {
        return calendar.start();
    }

    /**
     * Plays it to its end.
     *
     * @param running the services, answering at the address
     * @param moveClock sets the clock of the services forward
     * @param progress is told the number of steps played, of all
     * @return who can sign in, in the scenario's order
     * @throws Unplayable when a step is refused; what was recorded before it stays
     */
    public List<Player> play(
            ApplicationContext running, String url, String issuer, Consumer<Instant> moveClock, Progress progress)
            throws InterruptedException {
        Map<String, Player> players =
                new Cast(running.getBean(SignUp.class), running.getBean(ApiCredentials.class), issuer).of(scenario);
        Deadlines deadlines = running.getBean(Deadlines.class);
        try (Api api = new Api(url)) {
            api.read();
            Map<String, String> tokens = new LinkedHashMap<>();
            for (Map.Entry<String, Player> player : players.entrySet()) {
                tokens.put(
                        player.getKey(),
                        api.token(
                                player.getValue().clientId(), player.getValue().clientSecret()));
            }
            Instant at = calendar.start();
            for (int i = 0; i < scenario.steps().size(); i++) {
                Scenario.Step step = scenario.steps().get(i);
                try {
                    at = step.at() == null ? at.plus(BETWEEN_STEPS) : calendar.instant(step.at());
                    deadlines.advance(at, moveClock);
                    play(step, api, players, tokens);
                } catch (Unplayable e) {
                    throw new Unplayable("Step %d of the scenario (%s %s, %s) could not be played. %s"
                            .formatted(
                                    i + 1,
                                    step.by(),
                                    step.operation(),
                                    step.at() == null ? "a little later" : step.at(),
                                    e.getMessage()));
                }
                progress.played(i + 1, scenario.steps().size());
            }
        }
        return List.copyOf(players.values());
    }

    /** Brings the clock to the present, through everything that passes until then. */
    public static void catchUp(ApplicationContext running, Instant now, Consumer<Instant> moveClock)
            throws InterruptedException {
        running.getBean(Deadlines.class).advance(now, moveClock);
    }

    /** Told while it plays. */
    public interface Progress {
        void played(int steps, int of);
    }

    private void play(Scenario.Step step, Api api, Map<String, Player> players, Map<String, String> tokens)
            throws InterruptedException {
        String token = tokens.get(step.by());
        if (token == null) {
            throw new Unplayable("Nobody in it is called '" + step.by() + "'.");
        }
        Map<String, String> path = step.path() == null ? Map.of() : step.path();
        JsonNode body = step.body() == null ? JSON.createObjectNode() : resolved(step.body(), null, players);
        JsonNode outcome =
                api.issue(step.operation(), variable -> valueOf(variable, path.get(variable), players), body, token);
        if (step.as() != null) {
            outcomes.put(step.as(), outcome);
        }
    }

    private String valueOf(String variable, @Nullable String value, Map<String, Player> players) {
        if (value == null) {
            throw new Unplayable("'path' says nothing about '" + variable + "'.");
        }
        if (value.startsWith("$")) {
            return reference(value.substring(1), players);
        }
        JsonNode outcome = outcomes.get(value);
        if (outcome == null) {
            throw new Unplayable("No step before it has 'as: " + value + "'.");
        }
        return outcome.has("invitation")
                ? outcome.get("invitation").asString()
                : outcome.get("id").asString();
    }

    /** What stands behind {@code name}, or {@code name.field}: a person's member id, or a field of an outcome. */
    private String reference(String reference, Map<String, Player> players) {
        String[] parts = reference.split("\\.", 2);
        if (parts.length == 1 && players.containsKey(parts[0])) {
            return players.get(parts[0]).member().toString();
        }
        JsonNode outcome = outcomes.get(parts[0]);
        String field = parts.length == 1 ? "id" : parts[1];
        if (outcome == null || !outcome.has(field)) {
            throw new Unplayable("Nothing before it gives '$" + reference + "'.");
        }
        return outcome.get(field).asString();
    }

    private JsonNode resolved(JsonNode node, @Nullable String name, Map<String, Player> players) {
        if (node instanceof ObjectNode object) {
            ObjectNode copy = JSON.createObjectNode();
            object.forEachEntry((field, value) -> copy.set(field, resolved(value, field, players)));
            return copy;
        }
        if (node.isArray()) {
            var copy = JSON.createArrayNode();
            node.forEach(element -> copy.add(resolved(element, name, players)));
            return copy;
        }
        if (node.isString() && node.asString().startsWith("$")) {
            return JsonNodeFactory.instance.stringNode(reference(node.asString().substring(1), players));
        }
        if (node.isString() && name != null && DATES.contains(name) && calendar.knows(node.asString())) {
            return JsonNodeFactory.instance.stringNode(calendar.iso(node.asString()));
        }
        return node;
    }
}
