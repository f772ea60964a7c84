/**
 * Reminders: settings, the list, and what was snoozed or dismissed. What waits is read from the read models each time, so a reminder ends
 * when its cause does. Nothing here is part of a ledger.
 */
@NullMarked
package dev.kept.subscriptions.reminders;

import org.jspecify.annotations.NullMarked;
