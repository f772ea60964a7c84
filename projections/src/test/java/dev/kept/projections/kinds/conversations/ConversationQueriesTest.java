package dev.kept.projections.kinds.conversations;

import static dev.kept.projections.ReadSide.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.events.CheckpointEvent.CheckpointHeld;
import dev.kept.events.CheckpointEvent.CheckpointRescheduled;
import dev.kept.events.CheckpointEvent.CheckpointScheduled;
import dev.kept.events.ConversationEvent.ConversationCorrected;
import dev.kept.events.ConversationEvent.ConversationRecorded;
import dev.kept.events.ConversationEvent.Participant;
import dev.kept.events.DecisionEvent.DecisionAgreed;
import dev.kept.events.DecisionEvent.DecisionObjected;
import dev.kept.events.DecisionEvent.DecisionProposed;
import dev.kept.events.DecisionEvent.DecisionSuperseded;
import dev.kept.events.Due;
import dev.kept.events.Side;
import dev.kept.events.Terms.Monitor;
import dev.kept.events.Text;
import dev.kept.http.Instants;
import dev.kept.projections.ReadSide;
import dev.kept.projections.Story;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Conversations, decisions and checkpoints over HTTP. */
class ConversationQueriesTest {

    private static final ReadSide SIDE = ReadSide.shared();

    private final Story story = Story.opened();
    private final UUID conversation = UUID.randomUUID();

    private JsonNode get(String path) {
        return SIDE.json(story, path);
    }

    private static List<String> strings(JsonNode array, String pointer) {
        return array.valueStream().map(each -> each.at(pointer).stringValue()).toList();
    }

    private UUID proposed(String statement, List<UUID> commitments, @Nullable UUID supersedes) {
        UUID decision = UUID.randomUUID();
        story.a(new DecisionProposed(
                decision,
                Side.A,
                Text.of(statement),
                Text.of("Because of " + statement),
                List.of(),
                List.of(),
                commitments,
                null,
                supersedes));
        return decision;
    }

    private UUID scheduled(int days) {
        UUID checkpoint = UUID.randomUUID();
        story.a(new CheckpointScheduled(checkpoint, Side.A, in(days), Text.of("In " + days), List.of()));
        return checkpoint;
    }

    private static Due in(int days) {
        return new Due(Story.BEGIN.plus(Duration.ofDays(days)), "Europe/Berlin");
    }

    private void told(List<UUID> commitments, List<UUID> decisions, List<UUID> checkpoints) {
        story.a(new ConversationRecorded(
                conversation,
                Side.A,
                in(0),
                List.of(new Participant(story.boris, null, Side.B), new Participant(null, Text.of("Cleo"), null)),
                Text.of("We went through the release"),
                List.of(Text.of("Both came prepared")),
                List.of(Text.of("Look again")),
                null,
                Monitor.BOTH,
                Text.of("By telephone"),
                commitments,
                decisions,
                checkpoints));
    }

    @Test
    void a_conversation_shows_what_was_recorded_with_it_as_that_stands() {
        UUID commitment = story.made("Publish the timeline");
        UUID decision = proposed("We release on Tuesdays", List.of(commitment), null);
        UUID checkpoint = scheduled(20);
        told(List.of(commitment), List.of(decision), List.of(checkpoint));
        story.b(new ConversationCorrected(conversation, UUID.randomUUID(), Side.B, Text.of("It was Monday")));
        story.b(new DecisionAgreed(decision));
        SIDE.send(story);

        JsonNode told = get("/conversations/" + conversation);

        assertThat(told.at("/state").stringValue()).isEqualTo("corrected");
        assertThat(told.at("/synopsis").stringValue()).isEqualTo("We went through the release");
        assertThat(told.at("/participants/0/name").stringValue()).isEqualTo("Boris");
        assertThat(told.at("/guests/0/name").stringValue()).isEqualTo("Cleo");
        assertThat(told.at("/positives/0").stringValue()).isEqualTo("Both came prepared");
        assertThat(told.at("/commitments/0/title").stringValue()).isEqualTo("Publish the timeline");
        assertThat(told.at("/decisions/0/state").stringValue()).isEqualTo("in-force");
        assertThat(told.at("/checkpoints/0/agenda").stringValue()).isEqualTo("In 20");
        assertThat(told.at("/corrections/0/text").stringValue()).isEqualTo("It was Monday");
        assertThat(told.at("/corrections/0/corrected/by/name").stringValue()).isEqualTo("Boris");
        assertThat(get("/conversations/" + conversation + "?asOf=6")
                        .at("/waiting/0/operation")
                        .stringValue())
                .isEqualTo("acknowledgeConversation");
        assertThat(get("/conversations?state=corrected").at("/items/0/synopsis").stringValue())
                .isEqualTo("We went through the release");
        assertThat(get("/conversations?state=acknowledged").at("/items").size()).isZero();
    }

    @Test
    void a_decision_stands_in_the_chain_of_what_took_whose_place() {
        UUID commitment = story.made("Publish the timeline");
        UUID first = proposed("Tuesdays", List.of(commitment), null);
        story.b(new DecisionAgreed(first));
        UUID second = proposed("Wednesdays", List.of(), first);
        story.b(new DecisionObjected(second, UUID.randomUUID(), Side.B, Text.of("Not in winter")));
        story.b(new DecisionAgreed(second));
        story.b(new DecisionSuperseded(first, second));
        UUID third = proposed("Thursdays", List.of(), second);
        story.b(new DecisionAgreed(third));
        story.b(new DecisionSuperseded(second, third));
        UUID fourth = proposed("Fridays", List.of(), third);
        SIDE.send(story);

        JsonNode middle = get("/decisions/" + second);
        assertThat(strings(middle.at("/earlier"), "/statement")).containsExactly("Tuesdays");
        assertThat(strings(middle.at("/later"), "/rationale")).containsExactly("Because of Thursdays");
        assertThat(middle.at("/objections/0/reason").stringValue()).isEqualTo("Not in winter");
        JsonNode last = get("/decisions/" + third);
        assertThat(strings(last.at("/earlier"), "/statement")).containsExactly("Tuesdays", "Wednesdays");
        assertThat(last.at("/replacement/decision").stringValue()).isEqualTo(fourth.toString());
        JsonNode oldest = get("/decisions/" + first);
        assertThat(strings(oldest.at("/later"), "/statement")).containsExactly("Wednesdays", "Thursdays");
        assertThat(oldest.at("/commitments/0/title").stringValue()).isEqualTo("Publish the timeline");
        assertThat(get("/decisions/" + first + "?asOf=5").at("/later").size()).isZero();
        assertThat(strings(get("/decisions?state=superseded").at("/items"), "/statement"))
                .containsExactly("Tuesdays", "Wednesdays");
        assertThat(strings(get("/decisions?commitment=" + commitment).at("/items"), "/decision"))
                .containsExactly(first.toString());
    }

    @Test
    void checkpoints_come_by_date_and_page_by_page() {
        scheduled(30);
        UUID moved = scheduled(10);
        scheduled(20);
        story.b(new CheckpointRescheduled(moved, Side.B, in(25), Text.of("Holidays")));
        SIDE.send(story);

        JsonNode page = get("/checkpoints?limit=2");

        assertThat(strings(page.at("/items"), "/agenda")).containsExactly("In 20", "In 10");
        assertThat(strings(
                        get("/checkpoints?limit=2&cursor=" + page.at("/next").stringValue())
                                .at("/items"),
                        "/agenda"))
                .containsExactly("In 30");
        assertThat(strings(get("/checkpoints?dueTo=" + in(21).at()).at("/items"), "/agenda"))
                .containsExactly("In 20");
        assertThat(strings(get("/checkpoints?state=held").at("/items"), "/agenda"))
                .isEmpty();
    }

    @Test
    void a_checkpoint_shows_every_date_and_what_came_of_it() {
        UUID checkpoint = scheduled(10);
        story.b(new CheckpointRescheduled(checkpoint, Side.B, in(25), Text.of("Holidays")));
        UUID commitment = story.made("Publish the timeline");
        story.b(new CheckpointHeld(
                checkpoint, Side.B, in(0), List.of(Text.of("On track")), List.of(), List.of(commitment)));
        SIDE.send(story);

        JsonNode held = get("/checkpoints/" + checkpoint);

        assertThat(held.at("/state").stringValue()).isEqualTo("held");
        assertThat(held.at("/dates/1/reason").stringValue()).isEqualTo("Holidays");
        assertThat(held.at("/held/outcomes/0").stringValue()).isEqualTo("On track");
        assertThat(held.at("/held/commitments/0/title").stringValue()).isEqualTo("Publish the timeline");
        assertThat(get("/checkpoints/" + checkpoint + "?asOf=3").at("/due/at").stringValue())
                .isEqualTo(Instants.text(in(10).at()));
    }

    @Test
    void what_is_not_there_is_not_found_and_to_others_neither_is_the_ledger() {
        told(List.of(), List.of(), List.of());
        SIDE.send(story);
        get("/conversations");

        for (String kind : List.of("conversation", "decision", "checkpoint")) {
            HttpResponse<String> unknown = SIDE.fresh(story, "/" + kind + "s/" + UUID.randomUUID());
            assertThat(unknown.statusCode()).isEqualTo(404);
            assertThat(json(unknown).at("/code").stringValue()).isEqualTo(kind + "-not-found");
            HttpResponse<String> wrong = SIDE.fresh(story, "/" + kind + "s?state=x&limit=0&nonsense=1");
            assertThat(wrong.statusCode()).isEqualTo(400);
            assertThat(strings(json(wrong).at("/errors"), "/pointer"))
                    .contains("#/query/limit", "#/query/nonsense")
                    .hasSize(3);
            for (String path : List.of("/" + kind + "s", "/" + kind + "s/" + conversation)) {
                HttpResponse<String> outside = SIDE.get("outsider", "/api/ledgers/" + story.ledger + path);
                assertThat(outside.statusCode()).isEqualTo(404);
                assertThat(json(outside).at("/code").stringValue()).isEqualTo("ledger-not-found");
            }
        }
    }
}
