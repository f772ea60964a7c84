package dev.kept.commitments.kernel;

import dev.kept.events.Actor;
import dev.kept.events.LedgerEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Asks in which roles people take part now. It records nothing: it is put to the ledger as commands are, so that what keeps something
 * of its own beside the record knows who may, as surely as a command does.
 */
public final class AskRoles implements LedgerCommand<LedgerSlice> {

    private final UUID ledger;
    private final Set<UUID> people;
    private final Map<UUID, Actor> roles = new ConcurrentHashMap<>();

    public AskRoles(UUID ledger, Set<UUID> people) {
        this.ledger = ledger;
        this.people = Set.copyOf(people);
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
    public boolean allowedWhileClosed() {
        return true;
    }

    @Override
    public List<LedgerEvent> decide(LedgerSlice state, Issue issue) {
        roles.clear();
        people.forEach(person -> state.roleOf(person).ifPresent(role -> roles.put(person, role)));
        return List.of();
    }

    /** The answer, once it was asked; without whoever takes no part. */
    public Map<UUID, Actor> roles() {
        return Map.copyOf(roles);
    }
}
