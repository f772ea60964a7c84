package dev.kept.commitments.eventstore;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import javax.sql.DataSource;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.flywaydb.core.api.migration.JavaMigration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The event store of the service: its connections, and what writes and reads it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StoreProperties.class)
class EventStoreWiring {

    /** For everybody in this service who reads, or keeps something of their own beside the entries. */
    @Bean(defaultCandidate = false, destroyMethod = "close")
    DataSource commitmentsDataSource(StoreProperties properties, ObjectProvider<JavaMigration> migrations) {
        StoreDataSources.migrate(
                properties.url(), properties.owner(), migrations.stream().toArray(JavaMigration[]::new));
        return StoreDataSources.readers(properties.url(), properties.application(), properties.readers());
    }

    @Bean(defaultCandidate = false, destroyMethod = "close")
    @DependsOn("commitmentsDataSource")
    DataSource commitmentsLanesDataSource(StoreProperties properties) {
        return StoreDataSources.lanes(properties.url(), properties.application(), properties.lanes());
    }

    /** The relay's: not pooled, for it keeps its connection as long as it relays. */
    @Bean(defaultCandidate = false)
    @DependsOn("commitmentsDataSource")
    DataSource commitmentsRelayDataSource(StoreProperties properties) {
        return StoreDataSources.leading(properties.url(), properties.application());
    }

    /** For readers that save their position together with what they keep. */
    @Bean(defaultCandidate = false)
    TransactionTemplate commitmentsTransactions(@Qualifier("commitmentsDataSource") DataSource dataSource) {
        return new TransactionTemplate(new JdbcTransactionManager(dataSource));
    }

    @Bean
    CommitSignal commitSignal() {
        return new CommitSignal();
    }

    @Bean
    CommittedEntries committedEntries(@Qualifier("commitmentsDataSource") DataSource dataSource) {
        return new CommittedEntries(dataSource);
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
}
