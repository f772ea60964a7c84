/**
 * Makes deleted texts disappear from PostgreSQL's files, too: tables from which rows were deleted are rewritten within a stated time.
 * Exposes nothing.
 */
@NullMarked
package dev.kept.commitments.purge;

import org.jspecify.annotations.NullMarked;
