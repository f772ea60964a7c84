package dev.kept.commitments.deadline;

import dev.kept.commitments.eventstore.CommitSignal;
import dev.kept.commitments.eventstore.ReaderPositions;
import dev.kept.commitments.kernel.LedgerBus;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DeadlineWiring {

    @Bean
    Deadlines commitmentsDeadlines(
            @Qualifier("commitmentsRelayDataSource") DataSource connections,
            CommitSignal signal,
            LedgerBus bus,
            Clock clock) {
        return new Deadlines(connections, signal, bus, clock);
    }

    @Bean
    DeadlinesHealth commitmentsDeadlineRecording(
            Deadlines deadlines,
            ReaderPositions positions,
            @Qualifier("commitmentsDataSource") DataSource dataSource,
            Clock clock,
            ObjectProvider<MeterRegistry> metrics) {
        return new DeadlinesHealth(
                deadlines,
                positions,
                new JdbcDueInstants(dataSource),
                clock,
                metrics.getIfAvailable(CompositeMeterRegistry::new));
    }
}
