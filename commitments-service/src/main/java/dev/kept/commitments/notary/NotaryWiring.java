package dev.kept.commitments.notary;

import dev.kept.commitments.eventstore.ReaderPositions;
import dev.kept.commitments.relay.KafkaSettings;
import dev.kept.commitments.relay.KnownTopics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class NotaryWiring {

    @Bean
    HeadCheck headCheck(
            SigningGate gate,
            @Qualifier("commitmentsDataSource") DataSource dataSource,
            KafkaSettings settings,
            TreeHeads heads) {
        return new HeadCheck(gate, new PublishedHeads(settings, KnownTopics.ofHeads(dataSource), heads), settings);
    }

    @Bean
    NotaryState notaryState() {
        return new NotaryState();
    }

    @Bean
    Notary notary(
            @Qualifier("commitmentsRelayDataSource") DataSource connections,
            KafkaSettings settings,
            TreeHeads heads,
            NotaryState state) {
        return new Notary(connections, settings, heads, state);
    }

    @Bean
    NotaryHealth commitmentsNotary(
            NotaryState state, ReaderPositions positions, TreeHeads heads, ObjectProvider<MeterRegistry> metrics) {
        return new NotaryHealth(state, positions, heads, metrics.getIfAvailable(CompositeMeterRegistry::new));
    }
}
