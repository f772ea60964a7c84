/** What the tests of the read side share. */
@NullMarked
package dev.kept.projections;

import org.jspecify.annotations.NullMarked;
