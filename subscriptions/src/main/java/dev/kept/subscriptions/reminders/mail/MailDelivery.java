package dev.kept.subscriptions.reminders.mail;

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

    public Optional<Channel> channel() {
        return Optional.ofNullable(channel);
    }
}
