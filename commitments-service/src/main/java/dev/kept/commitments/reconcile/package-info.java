/** Compares the event store with Kafka, entry by entry, and fills one from the other. Owns no data; needs no Spring. */
@NullMarked
package dev.kept.commitments.reconcile;

import org.jspecify.annotations.NullMarked;
