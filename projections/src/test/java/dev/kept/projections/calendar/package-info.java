@NullMarked
package dev.kept.projections.calendar;

import org.jspecify.annotations.NullMarked;
