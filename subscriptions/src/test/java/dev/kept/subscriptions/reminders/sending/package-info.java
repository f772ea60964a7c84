@NullMarked
package dev.kept.subscriptions.reminders.sending;

import org.jspecify.annotations.NullMarked;
