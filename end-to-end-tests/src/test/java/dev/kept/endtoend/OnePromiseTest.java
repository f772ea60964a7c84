package dev.kept.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.endtoend.TwoParties.Promise;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** From HTTP through the event store and Kafka to the other party's screen. */
class OnePromiseTest {

    @Test
    void a_promise_made_by_one_side_is_read_by_the_other_and_kept_in_time() {
        TwoParties parties = TwoParties.meet();
        Promise promise = parties.promise(Duration.ofDays(1));
        String path = promise.path();

        JsonNode open =
                parties.bea().getAtLeast(promise.sequence(), path).expect(200).body();
        parties.ada().post(path + "/deliveries", Map.of("text", "Done")).expect(200);
        long confirmed = parties.bea()
                .post(path + "/delivery-confirmation", Map.of())
                .expect(200)
                .body()
                .get("sequence")
                .asLong();
        JsonNode kept = parties.ada().getAtLeast(confirmed, path).expect(200).body();

        assertThat(open.get("state").asString()).isEqualTo("open");
        assertThat(kept.get("state").asString()).isEqualTo("kept");
    }

    @Test
    void whoever_names_an_entry_reads_no_older_state_however_soon_it_is_asked_for() {
        TwoParties parties = TwoParties.meet();

        for (int i = 0; i < 20; i++) {
            Promise promise = parties.promise(Duration.ofDays(1));
            Person reader = i % 2 == 0 ? parties.bea() : parties.ada();
            reader.getAtLeast(promise.sequence(), promise.path()).expect(200);
            parties.ada()
                    .post(promise.path() + "/deliveries", Map.of("text", "Done"))
                    .expect(200);
            Person.Answer delivered =
                    reader.getAtLeast(promise.sequence() + 1, promise.path()).expect(200);

            assertThat(delivered.text("state")).isEqualTo("delivered");
        }
    }

    @Test
    void a_deadline_that_passes_is_recorded_by_the_system_itself() {
        TwoParties parties = TwoParties.meet();
        Promise promise = parties.promise(Duration.ofSeconds(2));

        JsonNode missed = parties.bea()
                .getOnceThere(promise.sequence() + 1, promise.path())
                .body();

        assertThat(missed.get("state").asString()).isEqualTo("missed");
    }
}
