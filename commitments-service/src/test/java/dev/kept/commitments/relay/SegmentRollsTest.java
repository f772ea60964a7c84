package dev.kept.commitments.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class SegmentRollsTest {

    private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");
    private static final Duration LAG = Duration.ofHours(12);
    private static final UUID LEDGER = new UUID(1, 2);

    private final LedgerRecords records = new LedgerRecords(3);
    private final int partition = records.partitionOf(LEDGER);
    private Instant now = START;
    private final SegmentRolls rolls = new SegmentRolls(records, LAG, () -> now);

    private List<Integer> dueAfter(Duration elapsed) {
        now = START.plus(elapsed);
        return rolls.due().stream().map(ProducerRecord::partition).toList();
    }

    @Test
    void nothing_follows_where_nothing_was_erased() {
        rolls.begin(Set.of());
        assertThat(dueAfter(Duration.ofDays(30))).isEmpty();
    }

    @Test
    void one_marker_follows_an_erasure_once_its_segment_is_older_than_the_lag() {
        rolls.erased(List.of(LEDGER));
        assertThat(dueAfter(LAG)).isEmpty();
        assertThat(dueAfter(LAG.plusSeconds(1))).containsExactly(partition);
        assertThat(dueAfter(Duration.ofDays(30))).isEmpty();
    }

    @Test
    void an_erasure_that_is_younger_than_the_lag_gets_a_marker_of_its_own() {
        rolls.erased(List.of(LEDGER));
        now = START.plus(Duration.ofHours(7));
        rolls.erased(List.of(LEDGER));
        assertThat(dueAfter(Duration.ofHours(13))).containsExactly(partition);
        assertThat(dueAfter(Duration.ofHours(18))).isEmpty();
        assertThat(dueAfter(Duration.ofHours(20))).containsExactly(partition);
        assertThat(dueAfter(Duration.ofDays(30))).isEmpty();
    }

    @Test
    void markers_do_not_wait_for_erasures_to_stop() {
        for (int minute = 0; minute < 13 * 60; minute++) {
            now = START.plus(Duration.ofMinutes(minute));
            rolls.erased(List.of(LEDGER));
        }
        assertThat(dueAfter(Duration.ofHours(13))).containsExactly(partition);
    }

    @Test
    void whoever_begins_sends_one_at_once_and_one_for_what_came_last_before() {
        rolls.begin(Set.of(0, 2));
        assertThat(dueAfter(Duration.ZERO)).containsExactlyInAnyOrder(0, 2);
        assertThat(dueAfter(LAG)).isEmpty();
        assertThat(dueAfter(LAG.plusSeconds(1))).containsExactlyInAnyOrder(0, 2);
        assertThat(dueAfter(Duration.ofDays(30))).isEmpty();
    }
}
