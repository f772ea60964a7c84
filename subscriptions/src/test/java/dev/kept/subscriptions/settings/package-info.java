@NullMarked
package dev.kept.subscriptions.settings;

import org.jspecify.annotations.NullMarked;
