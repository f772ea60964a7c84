package dev.kept.commitments.relay;

import dev.kept.commitments.eventstore.CommandGate;
import dev.kept.commitments.eventstore.CommitSignal;
import dev.kept.commitments.eventstore.ReaderPositions;
import dev.kept.commitments.eventstore.StoreTimeline;
import dev.kept.http.tracing.Traces;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KafkaSettings.class)
class RelayWiring {

    @Bean
    StartCheck startCheck(
            CommandGate gate,
            StoreTimeline timeline,
            @Qualifier("commitmentsDataSource") DataSource dataSource,
            KafkaSettings settings) {
        return new StartCheck(gate, timeline, dataSource, settings);
    }

    @Bean
    RelayState relayState() {
        return new RelayState();
    }

    @Bean
    Relay relay(
            @Qualifier("commitmentsRelayDataSource") DataSource connections,
            KafkaSettings settings,
            CommitSignal signal,
            RelayState state,
            ObjectProvider<Traces> traces) {
        // Kafka's clients tell all their settings at start, and each attempt to reach a broker that is away; the relay
        // says it once.
        LoggingSystem logging = LoggingSystem.get(getClass().getClassLoader());
        logging.setLogLevel("org.apache.kafka", LogLevel.WARN);
        logging.setLogLevel("org.apache.kafka.clients", LogLevel.ERROR);
        return new Relay(connections, settings, signal, state, traces.getIfAvailable(Traces::off));
    }

    @Bean
    RelayHealth commitmentsRelay(RelayState state, ReaderPositions positions, ObjectProvider<MeterRegistry> metrics) {
        return new RelayHealth(state, positions, metrics.getIfAvailable(CompositeMeterRegistry::new));
    }
}
