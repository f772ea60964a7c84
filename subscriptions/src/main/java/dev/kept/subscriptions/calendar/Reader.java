package dev.kept.subscriptions.calendar;

import dev.kept.subscriptions.settings.Settings;
import dev.kept.wording.DateOrder;
import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * For whom dates are written.
 *
 * @param zone the one that the reader chose; null where there is none
 */
record Reader(Locale locale, DateOrder dates, @Nullable ZoneId zone) {

    static Reader of(Settings settings, Locale locale) {
        return new Reader(locale, settings.dates(), settings.zone());
    }
}
