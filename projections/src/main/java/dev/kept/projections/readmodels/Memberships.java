package dev.kept.projections.readmodels;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Who may read which ledgers now. */
public interface Memberships {

    /** In which role: {@code A}, {@code B} or {@code mediator}; empty when not at all. */
    Optional<String> roleOf(UUID ledger, UUID member);

    /** The ledgers that any of these people may read, each with those of them who may. */
    Map<UUID, Set<UUID>> ledgersOf(Collection<UUID> members);
}
