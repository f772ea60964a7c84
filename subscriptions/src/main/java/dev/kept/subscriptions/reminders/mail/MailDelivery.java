package dev.kept.subscriptions.reminders.mail;

import dev.kept.http.Problem;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether mail can be sent, and how. */
public final class MailDelivery {

    private final @Nullable Channel channel;

    private MailDelivery(@Nullable Channel channel) {
        this.channel = channel;
    }

    /**
     * A configured mail server.
     *
     * @param prompt for letters that somebody waits for
     */
    public record Channel(MailSettings settings, MailTransport transport, SmtpMailTransport prompt) {}

    /** Without a server nothing is sent. */
    public static MailDelivery closed() {
        return new MailDelivery(null);
    }

    public static MailDelivery open(MailSettings settings, Clock clock) {
        return new MailDelivery(new Channel(
                settings,
                new SmtpMailTransport(settings, clock, SmtpMailTransport.PATIENT),
                new SmtpMailTransport(settings, clock, SmtpMailTransport.PROMPT)));
    }

    /** How whatever needs a mail server is refused without one. */
    public static Problem isOff() {
        return Problem.of(
                409,
                "mail-off",
                "Mail is off",
                "Whoever runs this Kept has named no mail server, so no mail can be sent.");
    }

    public Optional<Channel> channel() {
        return Optional.ofNullable(channel);
    }
}
