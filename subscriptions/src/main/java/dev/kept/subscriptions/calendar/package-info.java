/** The dates of ledgers for people's own calendars: feeds behind a secret address, and single dates as files. */
@NullMarked
package dev.kept.subscriptions.calendar;

import org.jspecify.annotations.NullMarked;
