package dev.kept.accounts.settings;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/**
 * The SMTP server, {@code kept.mail.*}: the same settings by which reminders are sent.
 *
 * @param host {@code kept.mail.host}
 * @param port {@code kept.mail.port}: 587, 465 or 25 by the encryption when not set
 * @param encryption {@code kept.mail.encryption}: starttls when not set
 * @param username {@code kept.mail.username}: nobody signs in when not set
 * @param password {@code kept.mail.password}
 * @param from {@code kept.mail.from}: the sender
 */
public record MailServer(
        String host,
        int port,
        Encryption encryption,
        @Nullable String username,
        @Nullable String password,
        InternetAddress from) {

    /** How the connection to the server is encrypted. */
    public enum Encryption {
        STARTTLS(587),
        TLS(465),
        NONE(25);

        private final int port;

        Encryption(int port) {
            this.port = port;
        }
    }

    private static final int LAST_PORT = 65_535;

    /** Null when no server is named: then no mail is sent. */
    static @Nullable MailServer from(Environment environment) {
        String host = text(environment, "kept.mail.host");
        if (host == null) {
            return null;
        }
        Encryption encryption = encryption(text(environment, "kept.mail.encryption"));
        String username = text(environment, "kept.mail.username");
        String password = text(environment, "kept.mail.password");
        if ((username == null) != (password == null)) {
            throw new WrongSetting(
                    "kept.mail.password",
                    "Of the properties kept.mail.username and kept.mail.password only one is set: both are needed, or"
                            + " neither.");
        }
        if (username != null && encryption == Encryption.NONE) {
            throw new WrongSetting(
                    "kept.mail.encryption",
                    "The property kept.mail.encryption is 'none', so kept.mail.password would be readable on the way.");
        }
        return new MailServer(
                host,
                port(text(environment, "kept.mail.port"), encryption),
                encryption,
                username,
                password,
                sender(text(environment, "kept.mail.from")));
    }

    private static Encryption encryption(@Nullable String text) {
        return text == null
                ? Encryption.STARTTLS
                : Arrays.stream(Encryption.values())
                        .filter(each -> each.name().equals(text.toUpperCase(Locale.ROOT)))
                        .findFirst()
                        .orElseThrow(() -> new WrongSetting(
                                "kept.mail.encryption",
                                "The property kept.mail.encryption is none of starttls, tls and none."));
    }

    private static int port(@Nullable String text, Encryption encryption) {
        if (text == null) {
            return encryption.port;
        }
        try {
            int port = Integer.parseInt(text);
            if (port > 0 && port <= LAST_PORT) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Reported below.
        }
        throw new WrongSetting("kept.mail.port", "The property kept.mail.port is no number from 1 to 65535.");
    }

    private static InternetAddress sender(@Nullable String text) {
        try {
            if (text != null) {
                InternetAddress address = new InternetAddress(text, true);
                if (address.getAddress().contains("@") && text.chars().noneMatch(Character::isISOControl)) {
                    return address;
                }
            }
        } catch (AddressException e) {
            // Reported below.
        }
        throw new WrongSetting(
                "kept.mail.from",
                "The property kept.mail.host is set, and kept.mail.from is no e-mail address such as Kept"
                        + " <kept@example.org>.");
    }

    private static @Nullable String text(Environment environment, String name) {
        String value = environment.getProperty(name, "").strip();
        return value.isEmpty() ? null : value;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "MailServer[" + host + ":" + port + "]";
    }
}
