package dev.kept.commitments.operation;

import dev.kept.commitments.kernel.Issue;
import dev.kept.commitments.kernel.LedgerCommand;
import dev.kept.events.Actor;
import dev.kept.events.LedgerEvent;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;

/**
 * Asks what its issuer may do now. It records nothing. The ledger's lock is held only while the state is taken: a state never changes, so
 * the probing comes after.
 */
final class AskOperations implements LedgerCommand<OperationSlice> {

    private final UUID ledger;
    private final long atLeast;
    private volatile @Nullable Answer answer;

    /** @param atLeast the entry that the state must know */
    AskOperations(UUID ledger, long atLeast) {
        this.ledger = ledger;
        this.atLeast = atLeast;
    }

    /** The kinds of item as of an entry and an instant. */
    record Answer(long sequence, Instant at, List<ProbedKind> kinds) {}

    @Override
    public UUID ledger() {
        return ledger;
    }

    @Override
    public @Nullable UUID item() {
        return null;
    }

    @Override
    public Optional<Actor> issuer(OperationSlice state, @Nullable UUID person) {
        return person == null ? Optional.empty() : state.roleOf(person);
    }

    @Override
    public boolean allowedWhileClosed() {
        return true;
    }

    @Override
    public List<LedgerEvent> decide(OperationSlice state, Issue issue) {
        if (state.sequence() < atLeast) {
            // Another process wrote to it: the ledger is read from the store again, as after a command that came too
            // late.
            throw new ConcurrencyException("the ledger is further than this process knows");
        }
        answer = new Answer(state.sequence(), issue.at(), state.kinds(ledger, issue));
        return List.of();
    }

    /** Once it was asked. */
    Answer answer() {
        return Objects.requireNonNull(answer, "nobody has asked");
    }
}
