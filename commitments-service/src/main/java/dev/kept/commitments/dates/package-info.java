/** The dates that a rule gives, told before anybody agrees to them. Nothing is stored. */
@NullMarked
package dev.kept.commitments.dates;

import org.jspecify.annotations.NullMarked;
