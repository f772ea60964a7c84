package dev.kept.subscriptions.invitations;

import dev.kept.projections.readmodels.Invitations;
import dev.kept.projections.readmodels.Memberships;
import dev.kept.subscriptions.invitations.InvitationMails.Content;
import dev.kept.subscriptions.invitations.InvitationMails.Mail;
import dev.kept.subscriptions.reminders.Letters;
import dev.kept.subscriptions.reminders.mail.Letter;
import dev.kept.subscriptions.reminders.mail.MailOutcome;
import dev.kept.subscriptions.reminders.mail.MailSettings;
import dev.kept.subscriptions.reminders.mail.MailTransport;
import dev.kept.subscriptions.requests.Sealing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands invitations to the mail server, each under one id, as reminders are, and again until it was taken, given up, or may have arrived
 * often enough. An invitation that was taken back or accepted
 * meanwhile is not sent, nor one whose sender has left. Never waits for a server itself.
 */
public final class InvitationRounds implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(InvitationRounds.class);

    private static final int AT_ONCE = 4;
    private static final Duration FAREWELL = Duration.ofSeconds(1);
    /** Longer than the wait for a server's answer. */
    private static final Duration TAKEN_UP_AGAIN = Duration.ofMinutes(15);

    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    /** Each of them may have arrived: nobody is to get the same mail over and over. */
    private static final int MOST_UNKNOWN = 3;

    private final InvitationMails mails;
    private final Invitations invitations;
    private final Memberships memberships;
    private final Letters letters;
    private final MailSettings settings;
    private final MailTransport transport;
    private final Clock clock;
    private final ExecutorService conversations = Executors.newVirtualThreadPerTaskExecutor();
    private final CompletionService<HandedOver> handedOver = new ExecutorCompletionService<>(conversations);
    private int underWay;

    /** @param own connections that only the leading process has */
    public InvitationRounds(
            DataSource own,
            Sealing sealing,
            Invitations invitations,
            Memberships memberships,
            Letters letters,
            MailSettings settings,
            MailTransport transport,
            Clock clock) {
        this.mails = new InvitationMails(own, sealing);
        this.invitations = invitations;
        this.memberships = memberships;
        this.letters = letters;
        this.settings = settings;
        this.transport = transport;
        this.clock = clock;
    }

    private record HandedOver(Mail mail, MailOutcome outcome) {}

    /** Stores what became of mails, and begins to send those that are due. */
    public void run() throws InterruptedException {
        note(Duration.ZERO);
        Instant now = clock.instant();
        mails.forget(now);
        if (underWay < AT_ONCE) {
            for (UUID mail : mails.due(now, AT_ONCE - underWay)) {
                mails.claim(mail, now, now.plus(TAKEN_UP_AGAIN)).ifPresent(each -> begin(each, now));
            }
        }
    }

    private void begin(Mail mail, Instant now) {
        try {
            Content content = mail.content().orElse(null);
            if (content == null || !stands(mail, content)) {
                mails.end(mail.mail());
                return;
            }
            Letter letter = letter(mail, content, now);
            handedOver.submit(() -> new HandedOver(mail, sent(letter)));
            underWay++;
        } catch (RuntimeException e) {
            mails.again(mail.mail(), now.plus(pause(mail.attempts())));
            log.error(
                    "An invitation's mail failed and is tried again later: {}",
                    e.getClass().getName());
        }
    }

    /** Whether it can be accepted, and its sender still invites for that side. */
    private boolean stands(Mail mail, Content content) {
        UUID ledger = mail.which().ledger();
        return invitations
                .find(ledger, mail.which().invitation(), content.secret())
                .filter(each -> each.open()
                        && memberships
                                .roleOf(ledger, mail.which().member())
                                .filter(each.side()::equals)
                                .isPresent())
                .isPresent();
    }

    private Letter letter(Mail mail, Content content, Instant now) {
        String link = "%s/ledgers/%s/invitations/%s#%s"
                .formatted(
                        settings.publicUrl(),
                        mail.which().ledger(),
                        mail.which().invitation(),
                        content.secret());
        String id = "<" + mail.mail() + "@" + settings.domain() + ">";
        return letters.invitation(content.address(), link, id, content.language(), mail.expires(), now);
    }

    private MailOutcome sent(Letter letter) {
        try {
            return transport.send(letter);
        } catch (RuntimeException e) {
            log.error("A mail could not be handed over: {}", e.getClass().getName());
            return MailOutcome.NOT_TAKEN;
        }
    }

    private void note(Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (underWay > 0) {
            Future<HandedOver> ended = handedOver.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (ended == null) {
                return;
            }
            underWay--;
            after(ended.resultNow());
        }
    }

    /** Whoever asked is not told whether there is such a mailbox: that would be a way to find out who has one. */
    private void after(HandedOver result) {
        Mail mail = result.mail();
        switch (result.outcome()) {
            case TAKEN -> mails.end(mail.mail());
            case NO_SUCH_MAILBOX -> mails.giveUp(mail.mail(), clock.instant());
            case NOT_TAKEN -> again(mail);
            case UNKNOWN -> {
                if (mail.attempts() < MOST_UNKNOWN) {
                    again(mail);
                } else {
                    mails.giveUp(mail.mail(), clock.instant());
                }
            }
        }
    }

    private void again(Mail mail) {
        mails.again(mail.mail(), clock.instant().plus(pause(mail.attempts())));
    }

    /** Twice as long after each attempt, up to an hour. */
    private static Duration pause(int attempts) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.clamp(attempts - 1, 0, 6));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    /** Stores the outcomes that arrive within a moment; the next leader sends the others again, under the same ids. */
    @Override
    public void close() throws InterruptedException {
        try {
            note(FAREWELL);
        } finally {
            conversations.shutdownNow();
        }
    }
}
