@NullMarked
package dev.kept.projections.reminders.mail;

import org.jspecify.annotations.NullMarked;
