package dev.kept.commitments.ledger;

import dev.kept.events.LedgerEvent;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What someone asks a ledger to record. Each feature has one sealed file of them. */
public interface LedgerCommand {

    UUID ledger();

    /** The item the command addresses or creates: what {@code If-Match} is about. Null when it is the ledger as a whole. */
    @Nullable
    UUID item();

    /**
     * Decides, from the ledger's state alone, what is to be recorded.
     *
     * @return one event or more
     * @throws Rejected when a rule forbids it
     */
    List<LedgerEvent> decide(LedgerState state, Issue issue);
}
