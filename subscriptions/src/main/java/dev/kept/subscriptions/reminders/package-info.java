/**
 * What a person is reminded of, when and by which way: settings, the list, and what was put off. What waits comes from {@code overview},
 * so that a reminder ends with what it is about. What is kept here is nobody's record: it stands in the schema subscriptions.
 */
@NullMarked
package dev.kept.subscriptions.reminders;

import org.jspecify.annotations.NullMarked;
