package dev.kept.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.events.Entry;
import dev.kept.projections.kinds.Kinds;
import dev.kept.projections.store.fold.LedgerFolding;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BusyLedgerTest {

    private static final Instant UNTIL = Instant.parse("2026-03-01T10:00:00Z");

    @Test
    void what_is_measured_is_a_ledger_that_can_be_folded() {
        List<Entry> entries =
                BusyLedger.entries(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID(), 1, 2_000, UNTIL);
        LedgerFolding folding = LedgerFolding.fromTheStart(Kinds.FOLDS);

        entries.forEach(folding::apply);

        assertThat(folding.head()).isEqualTo(1_999);
        assertThat(folding.recorded()).isBefore(UNTIL);
        assertThat(folding.items().stream().map(item -> item.getKey().kind()).distinct())
                .contains("commitment", "decision", "concern", "conversation", "win", "lesson", "charter");
    }
}
