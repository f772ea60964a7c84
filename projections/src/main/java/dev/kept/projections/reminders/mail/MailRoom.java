package dev.kept.projections.reminders.mail;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether mail can be sent at all, and by whom. */
public final class MailRoom {

    private final @Nullable Way way;

    private MailRoom(@Nullable Way way) {
        this.way = way;
    }

    /** How letters leave. */
    public record Way(MailSettings settings, Post post) {}

    /** Without a server nothing is ever sent. */
    public static MailRoom closed() {
        return new MailRoom(null);
    }

    public static MailRoom open(MailSettings settings, Post post) {
        return new MailRoom(new Way(settings, post));
    }

    public Optional<Way> way() {
        return Optional.ofNullable(way);
    }
}
