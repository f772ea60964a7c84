/** Interests that the others should know of: anybody who takes part discloses them, at any time. */
@NullMarked
package dev.kept.commitments.interest;

import org.jspecify.annotations.NullMarked;
