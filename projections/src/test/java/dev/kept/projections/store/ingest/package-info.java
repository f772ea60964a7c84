/** Records in Kafka become rows, whatever happens on the way. */
@NullMarked
package dev.kept.projections.store.ingest;

import org.jspecify.annotations.NullMarked;
