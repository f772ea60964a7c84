package dev.kept.projections.store.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.events.MembershipEvent.MemberInvited;
import dev.kept.events.MembershipEvent.MemberJoined;
import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.projections.ReadSide;
import dev.kept.projections.Story;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class StreamTest {

    private static ReadSide side;
    private final Story story = Story.opened();

    @BeforeAll
    static void start() {
        side = ReadSide.start();
    }

    @AfterAll
    static void stop() {
        side.close();
    }

    @Test
    void new_entries_come_as_they_are_recorded() {
        known();
        HttpResponse<Stream<String>> stream = side.stream(story.annaSubject, story.ledger);
        Iterator<String> lines = stream.body().iterator();
        side.kafka.send(entry("Publish the timeline"));

        assertThat(next(lines))
                .containsExactly(
                        "id:3", "event:entry", "data:{\"sequence\":3,\"type\":\"dev.kept.commitment.made.v1\"}");
        assertThat(stream.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/event-stream");
        stream.body().close();
    }

    @Test
    void one_that_is_cut_before_the_first_entry_is_resumed_without_missing_any() {
        known();
        HttpResponse<Stream<String>> cut = side.stream(story.annaSubject, story.ledger);
        String greeted = cut.body().iterator().next();
        cut.body().close();
        assertThat(greeted).isEqualTo("id:2");
        side.kafka.send(entry("Recorded while nobody listened"));

        HttpResponse<Stream<String>> resumed =
                side.stream(story.annaSubject, story.ledger, "Last-Event-ID", greeted.substring("id:".length()));
        Iterator<String> lines = resumed.body().iterator();

        assertThat(next(lines).getFirst()).isEqualTo("id:3");
        resumed.body().close();
    }

    @Test
    void one_that_is_resumed_goes_on_after_the_last_event() {
        for (int i = 0; i < 1_200; i++) {
            story.made("Promise " + i);
        }
        known();

        HttpResponse<Stream<String>> stream = side.stream(story.annaSubject, story.ledger, "Last-Event-ID", "1");
        Iterator<String> lines = stream.body().iterator();

        for (int sequence = 2; sequence <= story.head(); sequence++) {
            assertThat(next(lines).getFirst()).isEqualTo("id:" + sequence);
        }
        side.kafka.send(entry("One more"));
        assertThat(next(lines).getFirst()).isEqualTo("id:" + story.head());
        stream.body().close();
    }

    @Test
    void it_ends_when_the_listener_is_removed() {
        String subject = "carla-" + story.ledger;
        UUID carla = ReadSide.member(subject);
        UUID invitation = UUID.randomUUID();
        story.a(new MemberInvited(invitation, Side.A, "digest", Story.BEGIN, Text.of("Come along")));
        story.append(
                new dev.kept.events.Actor.Member(carla, Side.A),
                new MemberJoined(invitation, Side.A, carla, Text.of("Carla")));
        known();
        HttpResponse<Stream<String>> hers = side.stream(subject, story.ledger);
        HttpResponse<Stream<String>> annas = side.stream(story.annaSubject, story.ledger);
        Iterator<String> annasLines = annas.body().iterator();

        side.kafka.send(story.removed(carla, Side.A));

        assertThat(next(annasLines).getFirst()).isEqualTo("id:5");
        assertThat(hers.body()).allMatch(StreamTest::isNothing);
        annas.body().close();
    }

    @Test
    void it_ends_with_the_tokens_validity() {
        Story brief = Story.openedBy("brief-" + UUID.randomUUID());
        side.send(brief);
        side.json(brief, "");

        assertThat(side.stream(brief.annaSubject, brief.ledger).body()).allMatch(StreamTest::isNothing);
    }

    @Test
    void nobody_listens_more_than_twenty_times() {
        known();
        List<HttpResponse<Stream<String>>> streams = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            streams.add(side.stream(story.annaSubject, story.ledger, "Last-Event-ID", "1"));
            assertThat(streams.getLast().statusCode()).isEqualTo(200);
        }

        assertThat(side.stream(story.annaSubject, story.ledger).statusCode()).isEqualTo(429);
        assertThat(side.stream(story.borisSubject, story.ledger, "Last-Event-ID", "1")
                        .statusCode())
                .isEqualTo(200);

        streams.forEach(stream -> stream.body().close());
        side.kafka.send(entry("Somebody notices that they are gone"));
        side.kafka.send(entry("Really"));
        ReadSide.until(() -> {
            HttpResponse<Stream<String>> again = side.stream(story.annaSubject, story.ledger, "Last-Event-ID", "1");
            again.body().close();
            return again.statusCode() == 200;
        });
    }

    @Test
    void the_last_event_must_be_a_sequence() {
        known();

        assertThat(side.stream(story.annaSubject, story.ledger, "Last-Event-ID", "last")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void outsiders_hear_nothing() {
        known();

        assertThat(side.stream("outsider", story.ledger).statusCode()).isEqualTo(404);
    }

    private void known() {
        side.send(story);
        side.json(story, "");
    }

    private dev.kept.events.Entry entry(String title) {
        story.made(title);
        return story.last();
    }

    private static boolean isNothing(String line) {
        return line.isEmpty() || line.startsWith(":") || line.startsWith("id:");
    }

    /** The next event that a browser would dispatch: the greeting has an id and no data. */
    private static List<String> next(Iterator<String> lines) {
        List<String> event = new ArrayList<>();
        String line = lines.next();
        while (!line.isEmpty() || event.size() < 2) {
            if (line.isEmpty()) {
                event.clear();
            } else if (!line.startsWith(":")) {
                event.add(line);
            }
            line = lines.next();
        }
        return event;
    }
}
