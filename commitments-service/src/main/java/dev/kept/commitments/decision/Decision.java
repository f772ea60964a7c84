package dev.kept.commitments.decision;

import dev.kept.events.DecisionEvent.Review;
import dev.kept.events.Side;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How far a decision is. */
sealed interface Decision {

    /**
     * Put forward by one side; the other has not agreed.
     *
     * @param supersedes the decision in force whose place it is to take
     */
    record Proposed(
            Side by, @Nullable Review review, @Nullable UUID supersedes) implements Decision {}

    /**
     * Both sides agreed, and nothing took its place.
     *
     * @param checkpoint at which it will be looked at again
     * @param replacement the proposal that is to take its place
     */
    record InForce(@Nullable UUID checkpoint, @Nullable UUID replacement) implements Decision {

        InForce replacement(@Nullable UUID proposal) {
            return new InForce(checkpoint, proposal);
        }
    }

    /** Taken back before it was agreed. */
    record Withdrawn() implements Decision {}

    /** Another one took its place. */
    record Superseded() implements Decision {}
}
