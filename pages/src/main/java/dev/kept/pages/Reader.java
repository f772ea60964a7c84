package dev.kept.pages;

import java.time.ZoneId;
import java.util.Locale;
import java.util.UUID;

/**
 * Who looks at a page.
 *
 * @param member the id that ledgers know the person by
 * @param name as the provider tells it
 * @param token what the API is asked with
 * @param zone the reader's
 * @param locale in which dates are written
 */
record Reader(UUID member, String name, String token, ZoneId zone, Locale locale) {

    /** Neither a name nor a token must reach a log by way of the string form. */
    @Override
    public String toString() {
        return "Reader[" + member + "]";
    }
}
