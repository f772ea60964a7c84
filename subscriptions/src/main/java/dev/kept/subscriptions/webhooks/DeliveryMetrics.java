package dev.kept.subscriptions.webhooks;

import dev.kept.subscriptions.webhooks.JdbcProgress.Counts;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.function.ToLongFunction;

/** What operators see of the webhooks: numbers only. */
final class DeliveryMetrics {

    private static final String DELIVERED = "delivered";
    private static final String FAILED = "failed";
    private static final String DEAD = "dead";
    private static final List<String> OUTCOMES = List.of(DELIVERED, FAILED, DEAD);

    private final MeterRegistry registry;
    private volatile Counts counts = new Counts(0, 0, 0, 0);

    DeliveryMetrics(MeterRegistry registry) {
        this.registry = registry;
        gauge("kept.webhooks.active", "webhooks that are sent", Counts::active);
        gauge(
                "kept.webhooks.retrying",
                "webhooks whose entry in hand failed and waits for its next attempt",
                Counts::retrying);
        gauge(
                "kept.webhooks.stopped",
                "webhooks that were stopped, until their members let them go on",
                Counts::stopped);
        gauge("kept.webhooks.dead", "entries that were given up and not replayed", Counts::dead);
        // Known before the first: a rate begins with a zero.
        OUTCOMES.forEach(this::counter);
    }

    void delivered() {
        count(DELIVERED);
    }

    void failed() {
        count(FAILED);
    }

    void dead() {
        count(DEAD);
    }

    void counted(Counts now) {
        counts = now;
    }

    private void count(String outcome) {
        counter(outcome).increment();
    }

    private Counter counter(String outcome) {
        return Counter.builder("kept.webhooks.attempts")
                .description("attempts, by what became of them; dead: entries given up")
                .tag("outcome", outcome)
                .register(registry);
    }

    private void gauge(String name, String description, ToLongFunction<Counts> value) {
        Gauge.builder(name, this, it -> value.applyAsLong(it.counts))
                .description(description)
                .register(registry);
    }
}
