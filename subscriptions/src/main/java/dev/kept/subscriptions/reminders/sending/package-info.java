/**
 * How reminders go out by mail: one process at a time looks at people whose time has come, writes down what each mail is to tell before
 * it hands it over, and what came of it. What is not known is tried again with the same Message-ID; see ADR 0024.
 */
@NullMarked
package dev.kept.subscriptions.reminders.sending;

import org.jspecify.annotations.NullMarked;
