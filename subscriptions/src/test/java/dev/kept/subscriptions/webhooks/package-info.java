@NullMarked
package dev.kept.subscriptions.webhooks;

import org.jspecify.annotations.NullMarked;
