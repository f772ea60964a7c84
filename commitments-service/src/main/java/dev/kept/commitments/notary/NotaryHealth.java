package dev.kept.commitments.notary;

import dev.kept.commitments.eventstore.ReaderPositions;
import dev.kept.commitments.eventstore.Sampled;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** How far publishing of heads lags, and whether ledgers are there that nothing can be signed of. Nothing of it holds up commands. */
final class NotaryHealth implements HealthIndicator {

    private final NotaryState state;
    private final Sampled<Long> lag;
    private final Sampled<Long> contradicted;

    NotaryHealth(NotaryState state, ReaderPositions positions, TreeHeads heads, MeterRegistry metrics) {
        this.state = state;
        this.lag = new Sampled<>(() -> positions.waitingFor(Notary.READER), Duration.ofSeconds(2));
        this.contradicted = new Sampled<>(heads::contradicted, Duration.ofSeconds(30));
        Gauge.builder("kept.notary.lag", lag, NotaryHealth::number)
                .description("Entries that no published tree head covers yet")
                .baseUnit("entries")
                .register(metrics);
        Gauge.builder("kept.notary.contradicted", contradicted, NotaryHealth::number)
                .description("Ledgers of which Kafka has a signed head that contradicts the store")
                .baseUnit("ledgers")
                .register(metrics);
    }

    private static double number(Sampled<Long> sample) {
        Long value = sample.value();
        return value == null ? Double.NaN : value;
    }

    @Override
    public Health health() {
        Long entries = lag.value();
        Long ledgers = contradicted.value();
        return (ledgers != null && ledgers > 0 ? Health.down() : Health.up())
                .withDetail("state", state.phase().words())
                .withDetail("lag", entries == null ? "unknown" : entries)
                .withDetail("contradictedLedgers", ledgers == null ? "unknown" : ledgers)
                .build();
    }
}
