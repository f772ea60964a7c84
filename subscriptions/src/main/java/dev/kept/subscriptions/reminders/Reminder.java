package dev.kept.subscriptions.reminders;

import dev.kept.events.Due;
import dev.kept.events.Text;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something a person is reminded of.
 *
 * @param cause the same for the same cause, whenever and however often it is found
 * @param what as the overview names what waits; {@code deliver} of what is due
 * @param itemKind as the overview names it
 * @param item absent for the ledger as a whole
 * @param title what the item is called; absent where it has no words of its own
 * @param occurrence of a series
 * @param since the entry that made it the person's turn; absent of what comes with a date
 * @param begins since when it is a reminder
 * @param until when it is due, or the time to answer ends
 * @param due the same with its zone and its day, where it is a date that somebody gave
 * @param daysBefore which of the person's days before the date has come; absent of what waits
 */
public record Reminder(
        UUID cause,
        ReminderKind kind,
        String what,
        UUID ledger,
        String itemKind,
        @Nullable UUID item,
        @Nullable Text title,
        @Nullable Integer occurrence,
        @Nullable Long since,
        @Nullable Instant begins,
        @Nullable Instant until,
        @Nullable Due due,
        @Nullable Integer daysBefore) {

    /** What ends first, then what has waited longest. */
    static final Comparator<Reminder> BY_URGENCY = Comparator.comparing(
                    Reminder::until, Comparator.nullsLast(Comparator.<Instant>naturalOrder()))
            .thenComparing(Reminder::begins, Comparator.nullsLast(Comparator.<Instant>naturalOrder()))
            .thenComparing(Reminder::cause);

    /** The id of a cause: a UUID of version 8, from the first 16 bytes of SHA-256 over what identifies it. */
    static UUID idOf(@Nullable Object... parts) {
        StringBuilder text = new StringBuilder();
        for (Object part : parts) {
            text.append(part).append('\n');
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8)));
            long high = (bytes.getLong() & ~0xF000L) | 0x8000L;
            long low = (bytes.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
            return new UUID(high, low);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
