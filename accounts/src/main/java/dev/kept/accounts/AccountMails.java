package dev.kept.accounts;

import dev.kept.accounts.mail.Letter;
import dev.kept.accounts.mail.MailQueue;
import dev.kept.accounts.settings.AccountsSettings;
import dev.kept.wording.Messages;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** What accounts writes to people, in the language of the page on which they did something. */
@Component
class AccountMails {

    /** Path and query of a link to a new password, but for its secret. */
    static final String RESET = "/accounts/password/reset?link=";

    private final MailQueue queue;
    private final String publicUrl;

    AccountMails(MailQueue queue, AccountsSettings settings) {
        this.queue = queue;
        this.publicUrl = settings.publicUrl().toString();
    }

    boolean areSent() {
        return queue.isOn();
    }

    /** @throws TooBusy when too many wait already */
    void send(Supplier<Optional<Letter>> writing) {
        if (!queue.submit(writing)) {
            throw new TooBusy();
        }
    }

    /** Tells a person what happened to the account, where the address is known to be the person's. */
    void tell(User user, Locale language, String message) {
        if (user.verified()) {
            // What has happened already is not taken back because a mail cannot be sent.
            queue.submit(() -> Optional.of(letter(user.email(), language, message, user.name(), publicUrl)));
        }
    }

    Letter resetLink(User user, Locale language, String secret) {
        return letter(user.email(), language, "reset", user.name(), resetAddress(secret));
    }

    Letter verification(User user, Locale language, String secret) {
        return letter(
                user.email(),
                language,
                "verify",
                user.name(),
                publicUrl + "/accounts/email/confirmation?link=" + secret);
    }

    Letter newAddress(User user, String email, Locale language, String secret) {
        return letter(
                email, language, "change-email", user.name(), publicUrl + "/account/email/confirmation?link=" + secret);
    }

    /** Takes a letter that is not missed when there is no room for it: what it is about can be asked for again. */
    void offer(Supplier<Optional<Letter>> writing) {
        queue.submit(writing);
    }

    String resetAddress(String secret) {
        return publicUrl + RESET + secret;
    }

    /** @param message of the bundles, as the middle of its keys */
    private Letter letter(String to, Locale language, String message, Object... arguments) {
        Messages words = Messages.of(language);
        String key = "accounts.mail." + message;
        return new Letter(
                to,
                language,
                words.text(key + "-subject"),
                words.text(key + "-text", arguments) + "\n\n" + words.text("accounts.mail.signature", publicUrl)
                        + "\n");
    }
}
