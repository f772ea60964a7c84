package dev.kept.subscriptions.reminders;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.kept.subscriptions.reminders.SettingsController.OfLedger;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a person is reminded: the shape of the answer. Times of day are of the zone.
 *
 * @param version changes with each change; the ETag
 * @param language in which mails are written
 * @param mail whether mails reach the person
 * @param address where they go, confirmed
 * @param unconfirmed an address that a mail was sent to and that nobody has confirmed yet
 * @param next when it is next looked whether there is something to tell by mail; absent when never
 */
@Schema(name = "ReminderSettings")
@JsonInclude(JsonInclude.Include.NON_NULL)
record SettingsAnswer(
        long version,
        Rhythm rhythm,
        String at,
        String zone,
        @Nullable String quietFrom,
        @Nullable String quietTo,
        List<Integer> daysBefore,
        Set<ReminderKind> kinds,
        List<OfLedger> ledgers,
        boolean texts,
        String language,
        MailState mail,
        @Nullable String address,
        @Nullable String unconfirmed,
        @Nullable Instant next) {

    /** Whether mails reach a person. */
    enum MailState {
        /** Whoever runs this Kept has named no mail server. */
        OFF,
        /** No address is confirmed. */
        NO_ADDRESS,
        READY,
        /** The mail server says that there is no such mailbox: confirm the address anew, or another one. */
        REFUSED;

        @JsonValue
        String wireName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
