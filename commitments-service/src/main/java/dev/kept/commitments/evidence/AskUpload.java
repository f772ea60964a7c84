package dev.kept.commitments.evidence;

import dev.kept.commitments.kernel.Issue;
import dev.kept.commitments.kernel.LedgerCommand;
import dev.kept.commitments.kernel.LedgerSlice;
import dev.kept.events.Actor;
import dev.kept.events.LedgerEvent;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Asks whether its issuer may hand in evidence: whoever may append for one of the sides, and a mediator in force. It records nothing. */
final class AskUpload implements LedgerCommand<LedgerSlice> {

    private final UUID ledger;
    private volatile long last = -1;
    private volatile String side = "";

    AskUpload(UUID ledger) {
        this.ledger = ledger;
    }

    @Override
    public UUID ledger() {
        return ledger;
    }

    @Override
    public @Nullable UUID item() {
        return null;
    }

    @Override
    public Optional<Actor> issuer(LedgerSlice state, @Nullable UUID person) {
        return person == null ? Optional.empty() : state.roleOf(person);
    }

    @Override
    public List<LedgerEvent> decide(LedgerSlice state, Issue issue) {
        last = state.sequence();
        side = issue.actor().wireRole();
        return List.of();
    }

    /** The ledger's last entry when it was asked. */
    long last() {
        return last;
    }

    /** For whom its issuer acts: A, B or mediator. */
    String side() {
        return side;
    }
}
