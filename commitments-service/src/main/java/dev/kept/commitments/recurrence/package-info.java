/** How something recurs: a rule written out into instants, once and for all. */
@NullMarked
package dev.kept.commitments.recurrence;

import org.jspecify.annotations.NullMarked;
