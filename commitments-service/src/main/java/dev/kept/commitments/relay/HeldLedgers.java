package dev.kept.commitments.relay;

import dev.kept.commitments.eventstore.CommittedEntries;
import dev.kept.commitments.eventstore.CommittedEntry;
import dev.kept.commitments.eventstore.StorePosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds a ledger from the entry on that does not follow the one before, and sends it on once the missing ones have come back. */
final class HeldLedgers {

    private static final int BATCH = 1_000;

    private static final Logger log = LoggerFactory.getLogger(Relay.class);

    private final Holds holds;
    private final CommittedEntries entries;
    private final EntrySender sender;
    private final RelayState state;
    private final BooleanSupplier running;

    HeldLedgers(Holds holds, CommittedEntries entries, EntrySender sender, RelayState state, BooleanSupplier running) {
        this.holds = holds;
        this.entries = entries;
        this.sender = sender;
        this.state = state;
        this.running = running;
    }

    /** False for an entry of a ledger that is held there, or has to be held from there. */
    boolean mayGo(CommittedEntry entry) {
        if (holds.holds(entry.ledger(), entry.sequence())) {
            return false;
        }
        if (!entry.follows()) {
            log.error(
                    "Entry {} of ledger {} does not follow the entry before. The ledger is held from there; others go"
                            + " on. Compare the event store with Kafka (reconcile).",
                    entry.sequence(),
                    entry.ledger());
            holds.hold(entry.ledger(), entry.sequence());
            state.held(holds.all().size());
            return false;
        }
        return true;
    }

    /** Sends held ledgers on whose missing entries have come back. */
    void releaseRepaired(StorePosition position) throws TransactionalProducer.Undelivered, InterruptedException {
        for (Map.Entry<UUID, Long> held : holds.all().entrySet()) {
            UUID ledger = held.getKey();
            long next = held.getValue();
            List<CommittedEntry> batch = entries.ofLedger(ledger, Math.max(0, next - 1), position, BATCH);
            if (next > 0 && (batch.isEmpty() || batch.getFirst().sequence() != next - 1)) {
                continue;
            }
            long following = next;
            while (!batch.isEmpty() && running.getAsBoolean()) {
                List<CommittedEntry> contiguous = new ArrayList<>();
                for (CommittedEntry entry : batch) {
                    if (entry.sequence() == following) {
                        contiguous.add(entry);
                        following++;
                    }
                }
                sender.send(contiguous);
                batch = contiguous.isEmpty() ? List.of() : entries.ofLedger(ledger, following, position, BATCH);
            }
            if (following > next && running.getAsBoolean()) {
                log.info("Ledger {} is relayed again, from entry {} to {}", ledger, next, following - 1);
                holdFromNextHole(ledger, following, position);
            }
        }
        state.held(holds.all().size());
    }

    /** Ends the hold unless more is missing: then it holds from there. */
    private void holdFromNextHole(UUID ledger, long following, StorePosition position) {
        List<CommittedEntry> beyond = entries.ofLedger(ledger, following, position, 1);
        if (beyond.isEmpty()) {
            holds.release(ledger);
        } else {
            holds.hold(ledger, beyond.getFirst().sequence());
        }
    }
}
