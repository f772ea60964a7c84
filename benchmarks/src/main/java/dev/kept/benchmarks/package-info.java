/**
 * How fast Kept is, measured on the real PostgreSQL and the real broker. Its classes in {@code dev.kept.commitments} stand there to reach
 * the parts that are to be measured one by one; nothing of what is shipped depends on this module.
 */
@NullMarked
package dev.kept.benchmarks;

import org.jspecify.annotations.NullMarked;
