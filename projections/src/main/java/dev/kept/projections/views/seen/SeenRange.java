package dev.kept.projections.views.seen;

import dev.kept.projections.store.fold.Provenance;
import io.swagger.v3.oas.annotations.media.Schema;

/**
 * Entries that a member saw for the first time.
 *
 * @param from the first one's sequence
 * @param to the last one's
 * @param seen by whom and when, and the entry that says so
 */
@Schema(name = "SeenRange")
record SeenRange(long from, long to, Provenance seen) {}
