/** How the read models are filled and kept: ingest, folding, rebuild, and what every query reads by. */
@NullMarked
package dev.kept.projections.store;

import org.jspecify.annotations.NullMarked;
