/** What a person chose for all that is theirs to read: language, time zone, order of dates, cooling-off time. The only owner of it. */
@NullMarked
package dev.kept.subscriptions.settings;

import org.jspecify.annotations.NullMarked;
