package dev.kept.projections.readmodels;

import java.util.UUID;

/** What somebody may read, now. Everything about a ledger's content starts here, so that no answer forgets whom it is for. */
public interface Readings {

    /** All ledgers that the reader may see, the one with the latest entry first. One that is damaged is left out. */
    Reading of(UUID reader);

    /**
     * One ledger.
     *
     * @throws dev.kept.http.Problem 404 {@code ledger-not-found} when the reader may not see it; 503 {@code ledger-halted} when it is damaged
     */
    Reading open(UUID ledger, UUID reader);
}
