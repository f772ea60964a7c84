/**
 * The event store: one immutable row per entry, written by the batch and read in commit order. Owns the schema
 * {@code commitments} and Axon's wiring; {@link dev.kept.commitments.eventstore.CommittedEntries} is the way in for readers.
 */
@NullMarked
package dev.kept.commitments.eventstore;

import org.jspecify.annotations.NullMarked;
