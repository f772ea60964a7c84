package dev.kept.subscriptions.reminders.mail;

import dev.kept.http.FieldType;
import dev.kept.http.Invalid;
import java.util.Locale;
import java.util.regex.Pattern;

/** The address of one mailbox: ASCII, without anything that could be read as more than one, or as another header. */
public final class Mailbox {

    private static final int MAX = 254;
    private static final int MAX_LOCAL = 64;
    private static final Pattern ADDRESS =
            Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
                    + "@[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)+");

    /** How an address is given. */
    public static final FieldType<String> KIND =
            FieldType.parsed("email", "An e-mail address, in ASCII.", MAX, "somebody@example.org", Mailbox::parse);

    private Mailbox() {}

    /** @throws Invalid when it is none */
    static String parse(String text) {
        if (text.length() > MAX
                || text.indexOf('@') > MAX_LOCAL
                || !ADDRESS.matcher(text).matches()) {
            throw new Invalid("invalid-value", "It must be an e-mail address such as anna@example.org.");
        }
        int at = text.lastIndexOf('@');
        return text.substring(0, at) + text.substring(at).toLowerCase(Locale.ROOT);
    }
}
