/**
 * What has to be recorded when an instant passes and nobody says anything: a miss of a commitment, a check-in or a checkpoint,
 * or a delivery that was not contested. A reader of
 * the event store keeps the instants; the rules stay the aggregate's, which refuses whatever comes too early or twice.
 */
@NullMarked
package dev.kept.commitments.deadline;

import org.jspecify.annotations.NullMarked;
