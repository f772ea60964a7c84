@NullMarked
package dev.kept.subscriptions.reminders.mail;

import org.jspecify.annotations.NullMarked;
