/** Runs the chores that keep tables small and keys fresh. */
@NullMarked
package dev.kept.accounts.housekeeping;

import org.jspecify.annotations.NullMarked;
