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
 * Sends by SMTP, with one connection per letter. It gives up in bounded time on a server that hangs or answers a byte at a time. It logs
 * codes only, because a server's answer may quote an address.
 */
public final class SmtpMailTransport implements MailTransport {

    private static final Logger log = LoggerFactory.getLogger(SmtpMailTransport.class);

    /** RFC 5321, 4.5.3.2.6: a client that gives up sooner on the final answer causes duplicates. */
    public static final Duration PATIENT = Duration.ofMinutes(10);

    /** For letters that somebody waits for, and that may arrive twice. */
    public static final Duration PROMPT = Duration.ofSeconds(8);

    /** For everything before a letter is completely sent: giving up then causes no duplicate. */
    private static final Duration CONVERSATION = Duration.ofMinutes(1);

    private static final Duration FAREWELL = Duration.ofSeconds(5);
    private static final String CONNECT_MILLIS = "8000";

    private final MailSettings settings;
    private final Session session;
    private final Clock clock;
    private final Duration patience;
    private final Duration conversation;

    /**
     * Does not connect yet.
     *
     * @param patience how long to wait for the answer to a letter that was sent; twice that, at most a minute, for everything before
     */
    public SmtpMailTransport(MailSettings settings, Clock clock, Duration patience) {
        this.patience = patience;
        Duration twice = patience.multipliedBy(2);
        this.conversation = twice.compareTo(CONVERSATION) < 0 ? twice : CONVERSATION;
        this.settings = settings;
        this.clock = clock;
        this.session = Session.getInstance(properties(settings, patience));
    }

    @Override
    public MailOutcome send(Letter letter) {
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
                .orElseGet(() -> written.wentOut() ? MailOutcome.UNKNOWN : MailOutcome.NOT_TAKEN);
    }

    private MailOutcome handOver(WrittenLetter written, Address[] to) {
        try (Transport transport = connected()) {
            transport.sendMessage(written, to);
            return MailOutcome.TAKEN;
        } catch (MessagingException e) {
            MailOutcome outcome = outcome(e, written.wentOut());
            log.warn("A mail was not sent: {} {}", outcome, codeOf(e));
            return outcome;
        }
    }

    /**
     * Runs a conversation on its own thread and interrupts it, which breaks the connection, when it takes too long.
     *
     * @param awaitsLast whether only the final answer is missing
     * @return empty when it did not end although it was interrupted
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

    /** Logs a warning when the settings do not lead to a server that accepts mail. */
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

    /** @param wentOut whether the whole letter had been sent */
    private static MailOutcome outcome(MessagingException failure, boolean wentOut) {
        for (Exception each = failure; each instanceof MessagingException one; each = one.getNextException()) {
            if (each instanceof SMTPAddressFailedException address && isNoMailbox(address)) {
                return MailOutcome.NO_SUCH_MAILBOX;
            }
        }
        boolean answered = code(failure) >= 400;
        return wentOut && !answered ? MailOutcome.UNKNOWN : MailOutcome.NOT_TAKEN;
    }

    /** Permanent refusals of policy (5.7) or of the system (5.3) are for the operator to solve. */
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

    /** An error while closing says nothing about a letter that the server has accepted. */
    private static final class QuietlyClosed extends SMTPTransport {

        QuietlyClosed(Session session) {
            super(session, null);
        }

        @Override
        public synchronized void close() {
            try {
                super.close();
            } catch (MessagingException e) {
                log.debug("A mail server did not close the connection properly");
            }
        }
    }
}
