package dev.kept.accounts.mail;

import dev.kept.accounts.database.OfAccounts;
import dev.kept.accounts.settings.AccountsSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Sends letters after the request that asked for them. What waits is in memory alone and is lost when the process ends: whoever misses
 * a letter asks for another. See ADR 90.
 */
@Component
public class MailQueue implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(MailQueue.class);
    private static final int MOST_WAITING = 1_000;
    private static final int CONNECTIONS = 4;

    /** Together shorter than the life of the shortest link. */
    private static final List<Duration> PAUSES =
            List.of(Duration.ofSeconds(20), Duration.ofMinutes(2), Duration.ofMinutes(10));

    private final @Nullable SmtpServer server;
    private final Semaphore waiting = new Semaphore(MOST_WAITING);
    private final Semaphore connections = new Semaphore(CONNECTIONS, true);
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("accounts-mail-", 0).factory());

    MailQueue(AccountsSettings settings, @OfAccounts Clock clock) {
        this.server = settings.mail() == null
                ? null
                : new SmtpServer(settings.mail(), settings.publicUrl().getHost(), clock);
    }

    /** Whether the operator has named a mail server. Without one nothing that is submitted is done. */
    public boolean isOn() {
        return server != null;
    }

    /**
     * Takes a letter to be sent soon.
     *
     * @param writing writes it on the queue's thread, so that how long the writing takes, and whether there is a letter at all, shows in
     *     no answer
     * @return false when too many wait already
     */
    public boolean submit(Supplier<Optional<Letter>> writing) {
        SmtpServer to = server;
        if (to == null) {
            return true;
        }
        if (!waiting.tryAcquire()) {
            return false;
        }
        threads.execute(() -> {
            try {
                deliver(writing, to);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                // The class name alone, since a database's message may quote a row.
                log.warn("A mail was not written: {}", e.getClass().getName());
            } finally {
                waiting.release();
            }
        });
        return true;
    }

    /** Sends a letter while the caller waits, a minute at most; {@code NOT_NOW} where no mail server is named. */
    public MailOutcome sendNow(Letter letter) throws InterruptedException {
        SmtpServer to = server;
        return to == null ? MailOutcome.NOT_NOW : send(letter, to);
    }

    @Override
    public void destroy() {
        threads.shutdownNow();
    }

    private void deliver(Supplier<Optional<Letter>> writing, SmtpServer to) throws InterruptedException {
        Optional<Letter> letter = writing.get();
        if (letter.isEmpty()) {
            return;
        }
        for (Duration pause : PAUSES) {
            if (send(letter.get(), to) != MailOutcome.NOT_NOW) {
                return;
            }
            Thread.sleep(pause);
        }
        send(letter.get(), to);
    }

    private MailOutcome send(Letter letter, SmtpServer to) throws InterruptedException {
        connections.acquire();
        try {
            return to.send(letter);
        } finally {
            connections.release();
        }
    }
}
