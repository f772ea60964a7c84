/** A ledger's entries, sent to programs as Standard Webhooks describes: signed, in order, at least once, and to no private address. */
@NullMarked
package dev.kept.subscriptions.webhooks;

import org.jspecify.annotations.NullMarked;
