@NullMarked
package dev.kept.subscriptions.reminders;

import org.jspecify.annotations.NullMarked;
