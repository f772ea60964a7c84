package dev.kept.subscriptions.reminders.mail;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A mail as people get it.
 *
 * @param id the same for the same mail, however often it is handed over: receivers drop what they have
 * @param unsubscribe an address that ends such mails when something is posted to it; null where there is nothing to end
 */
public record Letter(
        String id,
        String to,
        Locale language,
        String subject,
        String text,
        String html,
        @Nullable String unsubscribe) {

    /** Nothing of it must reach a log by way of the string form. */
    @Override
    public String toString() {
        return "Letter";
    }
}
