package dev.kept.commitments.relay;

import dev.kept.commitments.eventstore.ReaderPositions;
import dev.kept.commitments.eventstore.Sampled;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** How far the relay lags. Commands are taken and kept while it waits; it is down only when Kafka has lost what it had. */
final class RelayHealth implements HealthIndicator {

    private final RelayState state;
    private final Sampled<Long> lag;

    RelayHealth(RelayState state, ReaderPositions positions, MeterRegistry metrics) {
        this.state = state;
        this.lag = new Sampled<>(() -> positions.waitingFor(Relay.READER), Duration.ofSeconds(2));
        Gauge.builder("kept.relay.lag", lag, sample -> sample.value() == null ? Double.NaN : sample.value())
                .description("Entries in the event store that Kafka does not have yet")
                .baseUnit("entries")
                .register(metrics);
        Gauge.builder("kept.relay.held", state, RelayState::held)
                .description("Ledgers whose entries are out of order and not relayed")
                .baseUnit("ledgers")
                .register(metrics);
    }

    @Override
    public Health health() {
        Long entries = lag.value();
        boolean lost = state.phase() == RelayState.Phase.RECORDS_LOST;
        return (lost ? Health.down() : Health.up())
                .withDetail("state", state.phase().words())
                .withDetail("lag", entries == null ? "unknown" : entries)
                .withDetail("heldLedgers", state.held())
                .build();
    }
}
