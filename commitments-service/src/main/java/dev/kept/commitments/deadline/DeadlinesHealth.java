package dev.kept.commitments.deadline;

import dev.kept.commitments.eventstore.ReaderPositions;
import dev.kept.commitments.eventstore.Sampled;
import dev.kept.commitments.eventstore.StoreUnavailable;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** How far the recording of deadlines lags, whichever process leads. Never down: what has passed is recorded later. */
final class DeadlinesHealth implements HealthIndicator {

    private static final Duration SAMPLED = Duration.ofSeconds(2);

    private final Deadlines deadlines;
    private final Sampled<Long> behind;
    private final Sampled<Double> overdue;

    DeadlinesHealth(
            Deadlines deadlines,
            ReaderPositions positions,
            JdbcDueInstants instants,
            Clock clock,
            MeterRegistry metrics) {
        this.deadlines = deadlines;
        this.behind = new Sampled<>(() -> positions.waitingFor(DeadlineRecorder.READER), SAMPLED);
        this.overdue = new Sampled<>(() -> overdue(instants, clock), SAMPLED);
        Gauge.builder("kept.deadlines.behind", behind, sample -> number(sample.value()))
                .description("Entries in the event store that the recording of deadlines has not read yet")
                .baseUnit("entries")
                .register(metrics);
        Gauge.builder("kept.deadlines.overdue", overdue, sample -> number(sample.value()))
                .description("For how long the oldest instant that has passed has not been recorded")
                .baseUnit("seconds")
                .register(metrics);
    }

    @Override
    public Health health() {
        Long entries = behind.value();
        Double seconds = overdue.value();
        return Health.up()
                .withDetail("state", deadlines.leads() ? "recording" : "standing by")
                .withDetail("behind", entries == null ? "unknown" : entries)
                .withDetail("overdueSeconds", seconds == null ? "unknown" : seconds)
                .build();
    }

    private static double overdue(JdbcDueInstants instants, Clock clock) {
        Instant now = clock.instant();
        return StoreUnavailable.orResult(instants::next)
                .filter(next -> next.isBefore(now))
                .map(next -> Duration.between(next, now).toMillis() / 1_000.0)
                .orElse(0.0);
    }

    private static double number(@Nullable Number value) {
        return value == null ? Double.NaN : value.doubleValue();
    }
}
