package dev.kept.commitments.concern;

import dev.kept.events.Side;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/** How far a concern is. */
sealed interface Concern {

    /** The side that raised it. */
    Side by();

    /** What was proposed to put it right, by id. */
    PMap<UUID, Remedy> remedies();

    /**
     * Raised, or reopened: everything said below counts since then.
     *
     * @param acknowledged by the other side
     * @param ready the side that declared its readiness; null when neither has
     * @param escalated to the mediator
     */
    record Unsettled(
            Side by, boolean acknowledged, @Nullable Side ready, boolean escalated, PMap<UUID, Remedy> remedies)
            implements Concern {

        static Unsettled raisedBy(Side by) {
            return new Unsettled(by, false, null, false, HashTreePMap.empty());
        }

        Unsettled acknowledge() {
            return new Unsettled(by, true, ready, escalated, remedies);
        }

        Unsettled escalate() {
            return new Unsettled(by, acknowledged, ready, true, remedies);
        }

        /** The second declaration settles the concern by an event of its own. */
        Unsettled declare(Side side, boolean isReady) {
            Side first = ready == null ? side : ready;
            return new Unsettled(by, acknowledged, isReady ? first : null, escalated, remedies);
        }

        Unsettled with(UUID id, Remedy remedy) {
            return new Unsettled(by, acknowledged, ready, escalated, remedies.plus(id, remedy));
        }
    }

    /** Both sides declared their readiness. */
    record Settled(Side by, PMap<UUID, Remedy> remedies) implements Concern {

        Unsettled reopen() {
            return new Unsettled(by, false, null, false, remedies);
        }
    }

    /**
     * What would put it right.
     *
     * @param by the side that proposed it
     * @param answered accepted or declined
     */
    record Remedy(Side by, boolean answered) {}
}
