/**
 * How reminders go out by mail. One process at a time checks the people who are due, stores what each mail will contain before it hands the
 * mail over, and stores the outcome. A mail whose outcome is unknown is sent again with the same Message-ID; see ADR 0024.
 */
@NullMarked
package dev.kept.subscriptions.reminders.sending;

import org.jspecify.annotations.NullMarked;
