/** What requests have in common: each is executed once under its key, and what must not be read is sealed with the operator's key. */
@NullMarked
package dev.kept.subscriptions.requests;

import org.jspecify.annotations.NullMarked;
