@NullMarked
package dev.kept.projections.reminders;

import org.jspecify.annotations.NullMarked;
