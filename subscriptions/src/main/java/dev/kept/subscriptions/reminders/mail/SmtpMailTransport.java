package dev.kept.subscriptions.reminders.mail;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * By SMTP, a connection for each letter. A server that hangs, or that answers a byte at a time, is left in bounded time. Logs codes alone: a
 * server's answer may quote an address.
 */
public final class SmtpPost implements Post {

    private static final Logger log = LoggerFactory.getLogger(SmtpPost.class);

    /** RFC 5321, 4.5.3.2.6: who gives up sooner on the answer to a whole letter makes duplicates. */
    public static final Duration PATIENT = Duration.ofMinutes(10);

    /** For letters that somebody waits for, and that may come twice. */
    public static final Duration PROMPT = Duration.ofSeconds(8);

    /** For all that is said until a letter has gone out: who gives up by then makes no duplicate. */
    private static final Duration CONVERSATION = Duration.ofMinutes(1);

    private static final Duration FAREWELL = Duration.ofSeconds(5);
    private static final String CONNECT_MILLIS = "8000";

    private final MailSettings settings;
    private final Session session;
    private final Clock clock;
    private final Duration patience;
    private final Duration conversation;

    /**
     * Says nothing yet.
     *
     * @param patience how long the answer to a letter that has gone out is waited for; for all before, twice that and at most a minute
     */
    public SmtpPost(MailSettings settings, Clock clock, Duration patience) {
        this.patience = patience;
        Duration twice = patience.multipliedBy(2);
        this.conversation = twice.compareTo(CONVERSATION) < 0 ? twice : CONVERSATION;
        this.settings = settings;
        this.clock = clock;
        this.session = Session.getInstance(properties(settings, patience));
    }

    @Override
    public Outcome send(Letter letter) {
        WrittenLetter written;
        Address[] to;
        try {
            written = new WrittenLetter(session, letter, settings.from(), clock.instant());
            written.saveChanges();
            to = new Address[] {new InternetAddress(letter.to(), true)};
        } catch (MessagingException e) {
            throw new IllegalStateException(
                    "a letter could not be written: " + e.getClass().getSimpleName());
        }
        return bounded(() -> handOver(written, to), written::wentOut)
                .orElseGet(() -> written.wentOut() ? Outcome.UNKNOWN : Outcome.NOT_TAKEN);
    }

    private Outcome handOver(WrittenLetter written, Address[] to) {
        try (Transport transport = connected()) {
            transport.sendMessage(written, to);
            return Outcome.TAKEN;
        } catch (MessagingException e) {
            Outcome outcome = outcome(e, written.wentOut());
            log.warn("A mail was not sent: {} {}", outcome, codeOf(e));
            return outcome;
        }
    }

    /**
     * Has a conversation on a thread whose connection breaks when it is interrupted, and breaks it when it takes too long.
     *
     * @param awaitsLast whether only the answer to a whole letter is waited for
     * @return empty when it did not end although it was broken
     */
    private <T> Optional<T> bounded(Callable<T> talk, BooleanSupplier awaitsLast) {
        FutureTask<T> task = new FutureTask<>(talk);
        Thread thread = Thread.ofVirtual().name("smtp").start(task);
        try {
            Optional<T> result = within(task, conversation);
            if (result.isEmpty() && awaitsLast.getAsBoolean()) {
                result = within(task, patience);
            }
            if (result.isEmpty()) {
                thread.interrupt();
                result = within(task, FAREWELL);
            }
            return result;
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static <T> Optional<T> within(FutureTask<T> task, Duration limit) throws InterruptedException {
        try {
            return Optional.of(task.get(limit.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a conversation failed: " + e.getCause());
        }
    }

    /** Tells the log when the settings do not lead to a server that takes mail. */
    public void tryOut() {
        bounded(
                () -> {
                    greet();
                    return true;
                },
                () -> false);
    }

    private void greet() {
        try (Transport transport = connected()) {
            log.info("The mail server answers: {}", transport.getURLName().getHost());
        } catch (MessagingException e) {
            log.warn(
                    "The mail server {}:{} cannot be used now ({}): check kept.mail.host, .port, .encryption, .username"
                            + " and .password. Mails wait and are tried again.",
                    settings.host(),
                    settings.port(),
                    codeOf(e));
        }
    }

    private Transport connected() throws MessagingException {
        Transport transport = new QuietlyClosed(session);
        transport.connect(settings.host(), settings.port(), settings.username(), settings.password());
        return transport;
    }

    /** @param wentOut whether all of the letter had been written to the server */
    private static Outcome outcome(MessagingException failure, boolean wentOut) {
        for (Exception each = failure; each instanceof MessagingException one; each = one.getNextException()) {
            if (each instanceof SMTPAddressFailedException address && isNoMailbox(address)) {
                return Outcome.NO_SUCH_MAILBOX;
            }
        }
        boolean answered = code(failure) >= 400;
        return wentOut && !answered ? Outcome.UNKNOWN : Outcome.NOT_TAKEN;
    }

    /** Of the permanent refusals, those of policy (5.7) and of the system (5.3) are the operator's to solve. */
    private static boolean isNoMailbox(SMTPAddressFailedException refusal) {
        String said = refusal.getMessage() == null ? "" : refusal.getMessage();
        int code = refusal.getReturnCode();
        boolean names = code == 550 || code == 551 || code == 553 || code == 556;
        boolean enhanced = said.matches("(?s)^\\d{3}[ -]5\\.\\d{1,3}\\.\\d{1,3}.*");
        return names && (!enhanced || said.matches("(?s)^\\d{3}[ -]5\\.(1|2)\\.\\d{1,3}.*"));
    }

    private static int code(MessagingException failure) {
        int code = -1;
        for (Exception each = failure; each instanceof MessagingException one; each = one.getNextException()) {
            if (each instanceof SMTPSendFailedException sending) {
                code = Math.max(code, sending.getReturnCode());
            } else if (each instanceof SMTPAddressFailedException address) {
                code = Math.max(code, address.getReturnCode());
            }
        }
        return code;
    }

    private static String codeOf(MessagingException failure) {
        int code = code(failure);
        return code > 0 ? Integer.toString(code) : failure.getClass().getSimpleName();
    }

    private static Properties properties(MailSettings settings, Duration patience) {
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.connectiontimeout", CONNECT_MILLIS);
        properties.setProperty("mail.smtp.timeout", Long.toString(patience.toMillis()));
        properties.setProperty("mail.smtp.writetimeout", "60000");
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        properties.setProperty("mail.smtp.from", settings.from().getAddress());
        properties.setProperty("mail.smtp.localhost", settings.domain());
        switch (settings.encryption()) {
            case STARTTLS -> {
                properties.setProperty("mail.smtp.starttls.enable", "true");
                properties.setProperty("mail.smtp.starttls.required", "true");
            }
            case TLS -> properties.setProperty("mail.smtp.ssl.enable", "true");
            case NONE -> {}
        }
        properties.setProperty("mail.smtp.auth", Boolean.toString(settings.username() != null));
        return properties;
    }

    /** What happens at the farewell says nothing about a letter that the server has taken. */
    private static final class QuietlyClosed extends SMTPTransport {

        QuietlyClosed(Session session) {
            super(session, null);
        }

        @Override
        public synchronized void close() {
            try {
                super.close();
            } catch (MessagingException e) {
                log.debug("A mail server did not say goodbye");
            }
        }
    }
}
