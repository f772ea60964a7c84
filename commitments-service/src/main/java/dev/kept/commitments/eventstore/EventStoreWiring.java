package dev.kept.commitments.eventstore;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import javax.sql.DataSource;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What writes and reads the event store of the service. */
@Configuration(proxyBeanMethods = false)
class EventStoreWiring {

    @Bean
    CommitSignal commitSignal() {
        return new CommitSignal();
    }

    @Bean
    CommittedEntries committedEntries(@Qualifier("commitmentsDataSource") DataSource dataSource) {
        return new CommittedEntries(dataSource);
    }

    @Bean
    ReaderPositions readerPositions(@Qualifier("commitmentsDataSource") DataSource dataSource) {
        return new ReaderPositions(dataSource);
    }

    @Bean
    RecordedCommands recordedCommands(@Qualifier("commitmentsDataSource") DataSource dataSource) {
        return new RecordedCommands(dataSource);
    }

    @Bean
    LedgerTrees ledgerTrees(@Qualifier("commitmentsDataSource") DataSource dataSource) {
        return new LedgerTrees(dataSource);
    }

    @Bean
    RecordedStatements recordedStatements(@Qualifier("commitmentsDataSource") DataSource dataSource) {
        return new RecordedStatements(dataSource);
    }

    @Bean
    EntryStore entryStore(@Qualifier("commitmentsLanesDataSource") DataSource dataSource, CommitSignal signal) {
        return new EntryStore(dataSource, signal);
    }

    @Bean
    OpenTransactions openTransactions(
            @Qualifier("commitmentsDataSource") DataSource dataSource, ObjectProvider<MeterRegistry> metrics) {
        return new OpenTransactions(dataSource, metrics.getIfAvailable(CompositeMeterRegistry::new));
    }

    @Bean
    CopiesOfTheStore copiesOfTheStore(
            @Qualifier("commitmentsDataSource") DataSource dataSource, ObjectProvider<MeterRegistry> metrics) {
        return new CopiesOfTheStore(dataSource, metrics.getIfAvailable(CompositeMeterRegistry::new));
    }

    @Bean(destroyMethod = "shutDown")
    EmbeddedEventStore ledgerEventStore(
            EntryStore entries, @Qualifier("commitmentsDataSource") DataSource dataSource, SnapshotCodec snapshots) {
        return EmbeddedEventStore.builder()
                .storageEngine(new PostgresEventStorage(entries, dataSource, snapshots))
                .build();
    }

    @Bean
    CommandGate commandGate() {
        return new CommandGate();
    }

    @Bean
    StoreTimeline storeTimeline(CommandGate gate) {
        return new StoreTimeline(gate);
    }
}
