package dev.kept.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** From HTTP through the event store and Kafka to the other party's screen. */
class OnePromiseTest {

    @Test
    void a_promise_made_by_one_side_is_read_by_the_other_and_kept_in_time() {
        TwoParties parties = TwoParties.meet();
        String commitment = parties.promise(Duration.ofDays(1));
        String path = parties.path("/commitments/" + commitment);

        JsonNode open = parties.bea().getAtLeast(2, path).expect(200).body();
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
    void a_deadline_that_passes_is_recorded_by_the_system_itself() {
        TwoParties parties = TwoParties.meet();
        String commitment = parties.promise(Duration.ofSeconds(2));

        JsonNode missed = parties.bea()
                .getOnceThere(4, parties.path("/commitments/" + commitment))
                .body();

        assertThat(missed.get("state").asString()).isEqualTo("missed");
    }
}
