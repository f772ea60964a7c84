package dev.kept.commitments.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kept.commitments.eventstore.Append;
import dev.kept.commitments.eventstore.EntryRow;
import dev.kept.commitments.eventstore.TestStore;
import dev.kept.transparency.tree.RightEdge;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SimulatedStoreTest {

    private static final int BATCHES = 200;

    private final Random random = new Random(94);
    private final Map<UUID, List<RightEdge>> edges = new HashMap<>();
    private final List<UUID> ledgers = List.of(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());
    private final List<UUID> commands =
            List.of(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());

    @Test
    void answers_each_batch_as_postgresql_does() {
        try (TestStore real = new TestStore(2)) {
            SimulatedStore simulated = new SimulatedStore(new Random(0), 0);
            for (int i = 0; i < BATCHES; i++) {
                List<Append> batch = batch(simulated);

                assertThat(simulated.store(batch)).as("batch %s", i).isEqualTo(real.entries.store(batch));

                ledgers.forEach(ledger -> remember(ledger, simulated.edge(ledger)));
                UUID ledger = ledgers.get(i % ledgers.size());
                UUID command = commands.get(i % commands.size());
                assertThat(simulated.isRecorded(ledger, command)).isEqualTo(real.entries.isRecorded(ledger, command));
            }
        }
    }

    private void remember(UUID ledger, RightEdge edge) {
        List<RightEdge> known = edges.computeIfAbsent(ledger, id -> new ArrayList<>(List.of(RightEdge.EMPTY)));
        if (!known.getLast().equals(edge)) {
            known.add(edge);
        }
    }

    /** Mostly what follows on the ledgers, and now and then something in the way of it. */
    private List<Append> batch(SimulatedStore store) {
        List<Append> batch = new ArrayList<>();
        Map<UUID, RightEdge> ends = new HashMap<>();
        for (int left = 1 + random.nextInt(4); left > 0; left--) {
            UUID ledger = ledgers.get(random.nextInt(ledgers.size()));
            RightEdge before = ends.getOrDefault(ledger, begin(ledger, store));
            Append append = Append.onto(before, rows(ledger, before.size()));
            ends.put(ledger, append.edge());
            batch.add(append);
        }
        return batch;
    }

    /** Where the ledger ends; or ended before; or will end. */
    private RightEdge begin(UUID ledger, SimulatedStore store) {
        RightEdge now = store.edge(ledger);
        List<RightEdge> before = edges.getOrDefault(ledger, List.of(RightEdge.EMPTY));
        return switch (random.nextInt(12)) {
            case 0 -> before.get(random.nextInt(before.size()));
            case 1 -> Append.onto(now, rows(ledger, now.size())).edge();
            default -> now;
        };
    }

    private List<EntryRow> rows(UUID ledger, long sequence) {
        return switch (random.nextInt(10)) {
            case 0 -> List.of(TestStore.row(ledger, sequence, new byte[SimulatedStore.LONGEST + 1]));
            case 1 -> List.of(TestStore.row(ledger, sequence), TestStore.row(ledger, sequence + 1));
            case 2, 3 -> List.of(TestStore.row(ledger, sequence, commands.get(random.nextInt(commands.size())), 0));
            default -> List.of(TestStore.row(ledger, sequence));
        };
    }
}
