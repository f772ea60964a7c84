/**
 * All of Kept in one process. Owns the command line, the data folder, and the order in which things start and stop;
 * knows nothing of ledgers.
 */
@NullMarked
package dev.kept.standalone;

import org.jspecify.annotations.NullMarked;
