/** Builds the read models anew from Kafka beside those that serve, and puts them in their place. */
@NullMarked
package dev.kept.projections.store.rebuild;

import org.jspecify.annotations.NullMarked;
