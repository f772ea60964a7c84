package dev.kept.commitments.membership;

import dev.kept.events.Actor;
import dev.kept.events.Side;
import java.time.Instant;
import java.util.UUID;

/** What became of an invitation. */
sealed interface Invitation {

    /** Who asked. */
    Side by();

    /** base64url of SHA-256 over the secret. It stays: only who holds the secret learns that the invitation is no longer open. */
    String secretDigest();

    /** Waits for somebody who brings the secret in time. */
    sealed interface Open extends Invitation {

        Instant expires();

        /** The member who asked: the invitation ends with that person's membership. */
        UUID inviter();

        /** What accepting makes of a person. */
        Actor.Member accepting(UUID person);
    }

    /** Waits for the other party's first member. Only side A asks. */
    record OfParty(UUID inviter, String secretDigest, Instant expires) implements Open {
        @Override
        public Side by() {
            return Side.A;
        }

        @Override
        public Actor.Member accepting(UUID person) {
            return new Actor.Member(person, Side.B);
        }
    }

    /** Waits for one more member of the side that asked. */
    record OfMember(Side by, UUID inviter, String secretDigest, Instant expires) implements Open {
        @Override
        public Actor.Member accepting(UUID person) {
            return new Actor.Member(person, by);
        }
    }

    record Accepted(Side by, String secretDigest) implements Invitation {}

    record Withdrawn(Side by, String secretDigest) implements Invitation {}

    /** Whoever asked no longer belongs to the ledger, or the ledger was closed. */
    record Ended(Side by, String secretDigest) implements Invitation {}
}
