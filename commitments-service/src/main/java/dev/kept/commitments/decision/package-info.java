/** Decisions: proposed, agreed, objected to, reviewed, superseded, never edited. */
@NullMarked
package dev.kept.commitments.decision;

import org.jspecify.annotations.NullMarked;
