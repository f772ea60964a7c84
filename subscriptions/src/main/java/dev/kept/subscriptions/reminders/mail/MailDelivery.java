package dev.kept.subscriptions.reminders.mail;

import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether mail can be sent at all, and by whom. */
public final class MailRoom {

    private final @Nullable Way way;

    private MailRoom(@Nullable Way way) {
        this.way = way;
    }

    /**
     * How letters leave.
     *
     * @param prompt for those that somebody waits for
     */
    public record Way(MailSettings settings, Post post, SmtpPost prompt) {}

    /** Without a server nothing is ever sent. */
    public static MailRoom closed() {
        return new MailRoom(null);
    }

    public static MailRoom open(MailSettings settings, Clock clock) {
        return new MailRoom(new Way(
                settings,
                new SmtpPost(settings, clock, SmtpPost.PATIENT),
                new SmtpPost(settings, clock, SmtpPost.PROMPT)));
    }

    public Optional<Way> way() {
        return Optional.ofNullable(way);
    }
}
