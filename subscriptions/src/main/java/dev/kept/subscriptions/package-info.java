/** What people ask to be told of a ledger: webhooks, reminders and calendar feeds. Its state is in no log; its schema is {@code subscriptions}. */
@NullMarked
package dev.kept.subscriptions;

import org.jspecify.annotations.NullMarked;
