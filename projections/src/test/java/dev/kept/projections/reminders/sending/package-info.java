@NullMarked
package dev.kept.projections.reminders.sending;

import org.jspecify.annotations.NullMarked;
