package dev.kept.subscriptions.reminders.mail;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/**
 * The mail server, and how Kept appears in mails.
 *
 * @param from the sender, as in the header
 * @param publicUrl where links lead, without a slash at the end
 */
public record MailSettings(
        String host,
        int port,
        Encryption encryption,
        @Nullable String username,
        @Nullable String password,
        InternetAddress from,
        String publicUrl) {

    /** How the connection to the server is encrypted. */
    enum Encryption {
        /** The connection must switch to TLS before anything else is sent. */
        STARTTLS(587),
        /** TLS from the first byte. */
        TLS(465),
        NONE(25);

        private final int port;

        Encryption(int port) {
            this.port = port;
        }
    }

    /**
     * Null when no server is named: then no mail is sent.
     *
     * @throws IllegalStateException saying what is wrong and what to do
     */
    public static @Nullable MailSettings from(Environment environment) {
        String host = text(environment, "kept.mail.host");
        if (host == null) {
            return null;
        }
        Encryption encryption = encryption(text(environment, "kept.mail.encryption"));
        String username = text(environment, "kept.mail.username");
        String password = text(environment, "kept.mail.password");
        if ((username == null) != (password == null)) {
            throw new IllegalStateException(
                    "Of kept.mail.username and kept.mail.password only one is set: set both, or neither for a server"
                            + " that takes mail without signing in.");
        }
        if (username != null && encryption == Encryption.NONE) {
            throw new IllegalStateException(
                    "kept.mail.encryption is 'none', so kept.mail.password would be readable on the way: use 'starttls'"
                            + " or 'tls', or a server that takes mail without signing in.");
        }
        return new MailSettings(
                host,
                port(text(environment, "kept.mail.port"), encryption),
                encryption,
                username,
                password,
                sender(text(environment, "kept.mail.from")),
                publicUrl(text(environment, "kept.public-url")));
    }

    /** A Message-ID's right side. */
    public String domain() {
        String name = URI.create(publicUrl).getHost();
        return name == null ? "kept.invalid" : name;
    }

    private static Encryption encryption(@Nullable String text) {
        if (text == null) {
            return Encryption.STARTTLS;
        }
        return Arrays.stream(Encryption.values())
                .filter(each -> each.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "kept.mail.encryption is '%s': make it 'starttls' (the default), 'tls' or 'none'."
                                .formatted(text.toLowerCase(Locale.ROOT))));
    }

    private static int port(@Nullable String text, Encryption encryption) {
        if (text == null) {
            return encryption.port;
        }
        try {
            int port = Integer.parseInt(text);
            if (port > 0 && port < 65_536) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Reported below.
        }
        throw new IllegalStateException("kept.mail.port is no port: give it a number from 1 to 65535, usually 587.");
    }

    private static InternetAddress sender(@Nullable String text) {
        if (text == null) {
            throw new IllegalStateException(
                    "kept.mail.host is set, but kept.mail.from is not: give it the address that mails come from, e.g."
                            + " Kept <kept@example.org>.");
        }
        try {
            InternetAddress address = new InternetAddress(text, true);
            if (address.getAddress().contains("@") && text.chars().noneMatch(Character::isISOControl)) {
                return address;
            }
        } catch (AddressException e) {
            // Reported below.
        }
        throw new IllegalStateException("kept.mail.from is no e-mail address: make it e.g. Kept <kept@example.org>.");
    }

    private static String publicUrl(@Nullable String text) {
        if (text == null || !(text.startsWith("http://") || text.startsWith("https://"))) {
            throw new IllegalStateException(
                    "kept.mail.host is set, but kept.public-url is not: give it the address at which people reach Kept,"
                            + " for the links in mails.");
        }
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    private static @Nullable String text(Environment environment, String name) {
        String value = environment.getProperty(name, "").strip();
        return value.isEmpty() ? null : value;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "MailSettings[" + host + ":" + port + "]";
    }
}
