/** The dates of items, as kinds declare them and as other services of Kept read them. Knows no kind. */
@NullMarked
package dev.kept.projections.readmodels.dates;

import org.jspecify.annotations.NullMarked;
