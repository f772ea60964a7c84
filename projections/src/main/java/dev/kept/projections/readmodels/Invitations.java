package dev.kept.projections.readmodels;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Invitations, for whoever has their secrets. */
public interface Invitations {

    /**
     * As it stands now.
     *
     * @param side of whoever invites: {@code A} or {@code B}
     * @param expires from then on nobody can accept it
     * @param open whether it can be accepted
     */
    record Invitation(String side, Instant expires, boolean open) {}

    /** Empty when there is no such invitation, or the secret is another one. */
    Optional<Invitation> find(UUID ledger, UUID invitation, String secret);
}
