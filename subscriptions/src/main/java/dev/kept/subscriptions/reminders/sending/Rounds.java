package dev.kept.subscriptions.reminders.sending;

import dev.kept.subscriptions.invitations.InvitationRounds;
import dev.kept.subscriptions.reminders.Letters;
import dev.kept.subscriptions.reminders.Pending;
import dev.kept.subscriptions.reminders.Pending.Found;
import dev.kept.subscriptions.reminders.People;
import dev.kept.subscriptions.reminders.People.PutOff;
import dev.kept.subscriptions.reminders.Person;
import dev.kept.subscriptions.reminders.Reminder;
import dev.kept.subscriptions.reminders.mail.Letter;
import dev.kept.subscriptions.reminders.mail.MailOutcome;
import dev.kept.subscriptions.reminders.mail.MailSettings;
import dev.kept.subscriptions.reminders.mail.MailTransport;
import dev.kept.subscriptions.reminders.sending.Outbox.Mail;
import dev.kept.subscriptions.reminders.sending.Outbox.MailedCause;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends invitations, checks the people who are due, then hands over the mails that are due; a limited number of each per round. One thread of the leading
 * process does this; only the conversations with the mail server have threads of their own, so that one that hangs does not delay others.
 * Every step is committed before the next begins, so that a successor knows what is certain after a crash. When one person's reminders
 * fail, they are tried again later, and the others continue.
 */
final class Rounds implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Rounds.class);

    private static final int PEOPLE = 100;
    private static final int MAILS = 20;
    private static final int AT_ONCE = 4;
    /** A healthy server has answered by then. */
    private static final Duration MOMENT = Duration.ofSeconds(1);

    private static final Duration FAREWELL = Duration.ofSeconds(3);
    /** Longer than the wait for a server's answer. */
    private static final Duration TAKEN_UP_AGAIN = Duration.ofMinutes(15);

    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final Duration FORGOTTEN_AFTER = Duration.ofDays(90);

    private final People people;
    private final Outbox outbox;
    private final TransactionTemplate transactions;
    private final Pending pending;
    private final Letters letters;
    private final MailSettings settings;
    private final MailTransport transport;
    private final InvitationRounds invitations;
    private final MailMetrics metrics;
    private final Clock clock;
    private final ExecutorService conversations = Executors.newVirtualThreadPerTaskExecutor();
    private final CompletionService<HandedOver> handedOver = new ExecutorCompletionService<>(conversations);
    private int underWay;
    private final Map<UUID, Integer> failures = new HashMap<>();

    /** @param own connections that only the leading process has */
    Rounds(
            DataSource own,
            Pending pending,
            Letters letters,
            MailSettings settings,
            MailTransport transport,
            InvitationRounds invitations,
            MailMetrics metrics,
            Clock clock) {
        this.people = new People(own);
        this.outbox = new Outbox(own);
        this.transactions = new TransactionTemplate(new JdbcTransactionManager(own));
        this.pending = pending;
        this.letters = letters;
        this.settings = settings;
        this.transport = transport;
        this.invitations = invitations;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** A mail and what the server did with it. */
    private record HandedOver(Mail mail, Person person, List<Reminder> reminders, MailOutcome outcome) {}

    /** Whether there may be more to do at once. */
    boolean run() throws InterruptedException {
        note(Duration.ZERO);
        invitations.run();
        List<UUID> due = people.due(clock.instant(), PEOPLE);
        due.forEach(this::lookOrPostpone);
        List<UUID> mails = outbox.due(clock.instant(), MAILS);
        boolean room = true;
        for (UUID mail : mails) {
            room = underWay < AT_ONCE || noteOne(MOMENT);
            if (!room) {
                break;
            }
            send(mail);
        }
        note(MOMENT);
        metrics.pending(outbox.count());
        return due.size() == PEOPLE || (mails.size() == MAILS && room);
    }

    /** Stores the outcomes that arrive within this time. */
    private void note(Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (underWay > 0 && noteOne(Duration.ofNanos(Math.max(0, end - System.nanoTime())))) {
            // The next one.
        }
    }

    private boolean noteOne(Duration atMost) throws InterruptedException {
        Future<HandedOver> ended = handedOver.poll(atMost.toNanos(), TimeUnit.NANOSECONDS);
        if (ended == null) {
            return false;
        }
        underWay--;
        HandedOver result = ended.resultNow();
        after(result.mail(), result.person(), result.reminders(), result.outcome());
        return true;
    }

    private void lookOrPostpone(UUID member) {
        try {
            look(member);
            failures.remove(member);
        } catch (RuntimeException e) {
            Instant next = clock.instant().plus(pause(failures.merge(member, 1, Integer::sum)));
            // When the database is away, this fails too, and all reminders wait for it.
            transactions.executeWithoutResult(transaction -> people.postpone(member, next));
            log.error("Reminders of {} failed and are tried again later: {}", member, kindOf(e));
        }
    }

    private static String kindOf(RuntimeException e) {
        return e.getClass().getName();
    }

    private void look(UUID member) {
        transactions.executeWithoutResult(transaction -> {
            Instant now = clock.instant();
            Person person = people.lockKnown(member).orElse(null);
            if (person == null || person.nextRun() == null || person.nextRun().isAfter(now)) {
                return;
            }
            if (person.isReachable() && !isQuiet(person, now)) {
                lookFor(person, now);
            }
            people.save(
                    isQuiet(person, now) ? person.at(person.wishes().schedule().allowed(now)) : person.lookedAt(now));
        });
    }

    private static boolean isQuiet(Person person, Instant at) {
        return person.wishes().schedule().allowed(at).isAfter(at);
    }

    private void lookFor(Person person, Instant now) {
        List<Reminder> found = pending.of(person.member(), person.wishes(), now).reminders();
        Map<UUID, PutOff> putOff = people.putOff(person.member());
        List<MailedCause> candidates = found.stream()
                .filter(reminder -> !holds(putOff.get(reminder.cause()), now))
                .map(reminder -> new MailedCause(reminder.cause(), roundOf(putOff.get(reminder.cause()))))
                .toList();
        List<MailedCause> news = outbox.notYetMailed(person.member(), candidates);
        if (!news.isEmpty()) {
            outbox.add(person.member(), news, settings.domain(), now);
        }
        outbox.forget(
                person.member(),
                now.minus(FORGOTTEN_AFTER),
                found.stream().map(Reminder::cause).toList());
    }

    private static boolean holds(@Nullable PutOff putOff, Instant at) {
        return putOff != null && putOff.holds(at);
    }

    private static int roundOf(@Nullable PutOff putOff) {
        return putOff == null ? 0 : putOff.round();
    }

    private void send(UUID id) {
        Instant now = clock.instant();
        Mail mail = transactions.execute(
                transaction -> outbox.claim(id, now, now.plus(TAKEN_UP_AGAIN)).orElse(null));
        if (mail == null) {
            return;
        }
        try {
            prepare(mail, now);
        } catch (RuntimeException e) {
            transactions.executeWithoutResult(transaction -> outbox.again(id, false, now.plus(pause(mail.attempts()))));
            log.error("A mail to {} failed and is tried again later: {}", mail.member(), kindOf(e));
        }
    }

    /** When this fails, nothing has gone out. */
    private void prepare(Mail mail, Instant now) {
        UUID id = mail.mail();
        Person person = transactions.execute(
                transaction -> people.lockKnown(mail.member()).orElse(null));
        String address = person == null ? null : person.address();
        if (person == null || address == null || !person.isReachable()) {
            transactions.executeWithoutResult(transaction -> outbox.drop(id, now));
            return;
        }
        if (isQuiet(person, now)) {
            Instant allowed = person.wishes().schedule().allowed(now);
            transactions.executeWithoutResult(transaction -> outbox.again(id, false, allowed));
            return;
        }
        Found found = pending.of(person.member(), person.wishes(), now);
        List<Reminder> still = still(mail, found, now);
        if (still.isEmpty()) {
            transactions.executeWithoutResult(transaction -> outbox.drop(id, now));
            return;
        }
        Letter letter = letters.reminders(person, address, found, still, mail.messageId(), settings.publicUrl(), now);
        handedOver.submit(() -> new HandedOver(mail, person, still, sent(letter)));
        underWay++;
    }

    private MailOutcome sent(Letter letter) {
        try {
            return transport.send(letter);
        } catch (RuntimeException e) {
            log.error("A mail could not be handed over: {}", kindOf(e));
            return MailOutcome.NOT_TAKEN;
        }
    }

    /** Stores the outcomes that arrive within a moment. The next leader takes over the other mails, with an unknown outcome. */
    @Override
    public void close() throws InterruptedException {
        try (invitations) {
            note(FAREWELL);
        } finally {
            conversations.shutdownNow();
        }
    }

    /** The causes in the mail that still wait: somebody may have acted in between. */
    private List<Reminder> still(Mail mail, Found found, Instant now) {
        Map<UUID, Integer> mailed = outbox.causesOf(mail.mail()).stream()
                .collect(Collectors.toMap(MailedCause::cause, MailedCause::round, Math::max));
        Map<UUID, PutOff> putOff = people.putOff(mail.member());
        return found.reminders().stream()
                .filter(reminder -> mailed.containsKey(reminder.cause()))
                .filter(reminder -> !holds(putOff.get(reminder.cause()), now))
                .toList();
    }

    private void after(Mail mail, Person person, List<Reminder> reminders, MailOutcome outcome) {
        Instant now = clock.instant();
        metrics.ended(outcome);
        transactions.executeWithoutResult(transaction -> {
            switch (outcome) {
                case TAKEN ->
                    outbox.sent(
                            mail.mail(), reminders.stream().map(Reminder::cause).toList(), now);
                case NOT_TAKEN -> outbox.again(mail.mail(), false, now.plus(pause(mail.attempts())));
                case UNKNOWN -> outbox.again(mail.mail(), true, now.plus(pause(mail.attempts())));
                case NO_SUCH_MAILBOX -> {
                    people.lockKnown(person.member())
                            .filter(today ->
                                    today.address() != null && today.address().equals(person.address()))
                            .ifPresent(today -> people.save(today.refused(now)));
                    outbox.drop(mail.mail(), now);
                }
            }
        });
    }

    /** Twice as long after each attempt, up to an hour. */
    private static Duration pause(int attempts) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.clamp(attempts - 1, 0, 6));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
}
