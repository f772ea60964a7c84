/**
 * What people subscribe to: webhooks, reminders and calendar feeds. Kafka does not have this state; it is stored in the schema
 * {@code subscriptions}.
 */
@NullMarked
package dev.kept.subscriptions;

import org.jspecify.annotations.NullMarked;
