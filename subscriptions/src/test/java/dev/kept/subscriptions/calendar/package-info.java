@NullMarked
package dev.kept.subscriptions.calendar;

import org.jspecify.annotations.NullMarked;
