package dev.kept.accounts.invitation;

import dev.kept.accounts.database.OfAccounts;
import dev.kept.accounts.housekeeping.Round;
import dev.kept.accounts.mail.Letter;
import dev.kept.accounts.mail.MailQueue;
import dev.kept.accounts.secrets.Secrets;
import dev.kept.accounts.settings.AccountsSettings;
import dev.kept.wording.Languages;
import dev.kept.wording.Messages;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Sends the operator's invitations that wait to be mailed, until a server has taken each. The secret is made when the mail is written,
 * so that no table holds it; a mail that is written again makes the one before it good for nothing.
 */
@Component
class InvitationMails implements Round {

    private static final int AT_ONCE = 20;
    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final int MOST_DOUBLINGS = 6;

    private final JdbcInvitations stored;
    private final MailQueue mails;
    private final String publicUrl;
    private final Clock clock;

    InvitationMails(JdbcInvitations stored, MailQueue mails, AccountsSettings settings, @OfAccounts Clock clock) {
        this.stored = stored;
        this.mails = mails;
        this.publicUrl = settings.publicUrl().toString();
        this.clock = clock;
    }

    @Override
    public void run() throws InterruptedException {
        if (mails.isOn()) {
            for (UUID id : stored.due(clock.instant(), AT_ONCE)) {
                send(id);
            }
        }
    }

    private void send(UUID id) throws InterruptedException {
        String secret = Secrets.next();
        Instant now = clock.instant();
        JdbcInvitations.Waiting waiting = stored.claim(id, Secrets.digest(secret), now, now.plus(LONGEST_PAUSE))
                .orElse(null);
        if (waiting == null) {
            return;
        }
        switch (mails.sendNow(letter(waiting, secret))) {
            case SENT -> stored.sent(id);
            case REFUSED -> stored.delete(id);
            case NOT_NOW -> stored.again(id, clock.instant().plus(pause(waiting.attempts())));
        }
    }

    private Letter letter(JdbcInvitations.Waiting waiting, String secret) {
        Locale language = Languages.stored(waiting.language());
        Messages words = Messages.of(language);
        return new Letter(
                waiting.email(),
                language,
                words.text("accounts.mail.invitation-subject"),
                words.text(
                                "accounts.mail.invitation-text",
                                publicUrl + Brought.PATH + secret,
                                InvitationsOfOperator.VALID.toDays())
                        + "\n\n" + words.text("accounts.mail.signature", publicUrl) + "\n");
    }

    /** Twice as long after each attempt, up to an hour. */
    private static Duration pause(int attempts) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.clamp(attempts - 1, 0, MOST_DOUBLINGS));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
}
