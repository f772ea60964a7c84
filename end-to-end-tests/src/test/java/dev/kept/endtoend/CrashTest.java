package dev.kept.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.endtoend.Person.Answer;
import dev.kept.endtoend.Person.Unreachable;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class CrashTest {

    private static final int WRITERS = 8;

    @TempDir
    Path data;

    @Test
    void a_kill_in_the_middle_of_writing_loses_nothing_acknowledged_and_needs_no_hand() throws Exception {
        List<TwoParties> parties = new ArrayList<>();
        Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
        Program program = new Program();
        try (RunningKept kept = RunningKept.up(data)) {
            Person ada = Person.signUp(kept.url(), "Ada", "ada@example.org");
            Person bea = Person.signUp(kept.url(), "Bea", "bea@example.org");
            for (int i = 0; i < WRITERS; i++) {
                parties.add(TwoParties.meet(ada, bea));
            }
            // A webhook belongs to the read side, which may be an instant behind.
            ada.getOnceThere(2, parties.getFirst().path(""));
            ada.post(parties.getFirst().path("/webhooks"), Map.of("url", program.url(), "fromSequence", 0))
                    .expect(201);
            AtomicBoolean killed = new AtomicBoolean();
            List<Thread> writers = parties.stream()
                    .map(p -> Thread.ofVirtual().start(() -> write(p, acknowledged, killed)))
                    .toList();
            while (acknowledged.size() < 200) {
                Thread.onSpinWait();
            }
            kept.kill();
            killed.set(true);
            for (Thread writer : writers) {
                writer.join();
            }
        }

        try (program;
                RunningKept again = RunningKept.up(data)) {
            for (TwoParties before : parties) {
                Person ada = before.ada().at(again.url());
                List<String> here = acknowledged.stream()
                        .filter(path -> path.startsWith(before.path("")))
                        .toList();
                long head = ada.post(before.path("/commitments"), TwoParties.terms(Duration.ofDays(1)))
                        .expect(201)
                        .body()
                        .get("sequence")
                        .asLong();
                ada.getAtLeast(head, before.path("")).expect(200);
                for (String path : here) {
                    assertThat(ada.get(path).status()).as(path).isEqualTo(200);
                }
                assertThat(sequencesOf(ada, before)).isEqualTo(upTo(head));
                if (before == parties.getFirst()) {
                    received(program, head);
                }
            }
            // Ends with another code than 0 when event store and Kafka differ anywhere.
            RunningKept.run(data, "reconcile");
            assertThat(RunningKept.run(data, "status"))
                    .contains("waiting for the read side", "http://")
                    .doesNotContain("ACT");
        }
    }

    private static void write(TwoParties parties, Queue<String> acknowledged, AtomicBoolean killed) {
        while (!killed.get()) {
            try {
                Answer answer = parties.ada().post(parties.path("/commitments"), TwoParties.terms(Duration.ofDays(1)));
                if (answer.status() == 201) {
                    acknowledged.add(parties.path("/commitments/" + answer.text("id")));
                }
            } catch (Unreachable gone) {
                return;
            }
        }
    }

    /** In order, none left out; what comes twice comes under its old id. */
    private static void received(Program program, long head) {
        Instant patience = Clock.systemUTC().instant().plus(Duration.ofSeconds(60));
        while (!program.sequences().contains(head)
                && Clock.systemUTC().instant().isBefore(patience)) {
            Thread.onSpinWait();
        }
        assertThat(program.sequences()).isEqualTo(upTo(head));
        assertThat(program.messages().stream().map(Program.Message::id).distinct())
                .hasSize((int) head + 1);
    }

    private static List<Long> sequencesOf(Person person, TwoParties parties) {
        List<Long> sequences = new ArrayList<>();
        String next = "";
        do {
            JsonNode page = person.get(parties.path("/entries?order=asc&limit=200" + next))
                    .expect(200)
                    .body();
            page.get("items").forEach(item -> sequences.add(item.get("sequence").asLong()));
            next = page.has("next") ? "&cursor=" + page.get("next").asString() : "";
        } while (!next.isEmpty());
        return sequences;
    }

    private static List<Long> upTo(long head) {
        List<Long> all = new ArrayList<>();
        for (long i = 0; i <= head; i++) {
            all.add(i);
        }
        return all;
    }
}
