/** Wins: who recognised what progress, and whether both sides do. */
@NullMarked
package dev.kept.projections.kinds.wins;

import org.jspecify.annotations.NullMarked;
