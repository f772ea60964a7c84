package dev.kept.subscriptions.reminders.sending;

import dev.kept.subscriptions.reminders.mail.MailOutcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** How many mails went out, did not, and wait. */
final class MailMetrics {

    private final MeterRegistry registry;
    private final AtomicLong pending = new AtomicLong();

    MailMetrics(MeterRegistry registry) {
        this.registry = registry;
        registry.gauge("kept.reminders.mails.pending", pending);
        for (MailOutcome outcome : MailOutcome.values()) {
            counter(outcome);
        }
    }

    void ended(MailOutcome outcome) {
        counter(outcome).increment();
    }

    void pending(long count) {
        pending.set(count);
    }

    private Counter counter(MailOutcome outcome) {
        return registry.counter(
                "kept.reminders.mails",
                "outcome",
                outcome.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
}
