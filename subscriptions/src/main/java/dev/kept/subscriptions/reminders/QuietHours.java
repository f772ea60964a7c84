package dev.kept.subscriptions.reminders;

import java.time.LocalTime;

/**
 * A time of day in which nothing is sent; over midnight when it begins after it ends.
 *
 * @param from inclusive
 * @param to exclusive, never the same as {@code from}
 */
public record QuietHours(LocalTime from, LocalTime to) {

    boolean contains(LocalTime time) {
        return from.isBefore(to)
                ? !time.isBefore(from) && time.isBefore(to)
                : !time.isBefore(from) || time.isBefore(to);
    }
}
