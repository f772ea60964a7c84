package dev.kept.projections.views.seen;

import dev.kept.events.Side;
import dev.kept.projections.store.fold.Provenance;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How far a side has read.
 *
 * @param upTo the newest entry that somebody of the side has seen; absent when nobody has seen any
 * @param seen by whom and when, and the entry that says so
 */
@Schema(name = "SideSeen")
record SideSeen(Side side, @Nullable Long upTo, @Nullable Provenance seen) {}
