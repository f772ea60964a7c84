/** How a letter is handed to a mail server, and what came of it. Knows no ledger and no person. */
@NullMarked
package dev.kept.subscriptions.reminders.mail;

import org.jspecify.annotations.NullMarked;
