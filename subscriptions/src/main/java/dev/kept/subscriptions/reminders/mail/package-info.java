/** Hands letters to a mail server and reports the outcome. Knows no ledger and no person. */
@NullMarked
package dev.kept.subscriptions.reminders.mail;

import org.jspecify.annotations.NullMarked;
