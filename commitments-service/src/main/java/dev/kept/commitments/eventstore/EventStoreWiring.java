package dev.kept.commitments.eventstore;

import dev.kept.commitments.ledger.Ledger;
import dev.kept.commitments.ledger.LedgerCommand;
import dev.kept.commitments.ledger.LedgerSnapshots;
import dev.kept.commitments.ledger.Rejected;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.common.lock.PessimisticLockFactory;
import org.axonframework.eventsourcing.AggregateFactory;
import org.axonframework.eventsourcing.AggregateSnapshotter;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.GenericAggregateFactory;
import org.axonframework.eventsourcing.Snapshotter;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.annotation.ClasspathParameterResolverFactory;
import org.axonframework.messaging.annotation.MultiParameterResolverFactory;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.axonframework.messaging.annotation.SimpleResourceParameterResolverFactory;
import org.axonframework.modelling.command.AggregateAnnotationCommandHandler;
import org.axonframework.modelling.command.Repository;
import org.axonframework.modelling.command.VersionedAggregateIdentifier;
import org.axonframework.modelling.command.inspection.AggregateModel;
import org.axonframework.modelling.command.inspection.AnnotatedAggregateMetaModelFactory;
import org.flywaydb.core.api.migration.JavaMigration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Puts Axon on the event store, part by part: its configurer brings defaults that do not suit (XStream, an update check, a stack trace
 * for each handler call), and nothing here needs its serializers or processors.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StoreProperties.class)
class EventStoreWiring {

    private static final int LOCK_ATTEMPT_MILLIS = 100;
    private static final int LOCK_ATTEMPTS = 50;
    private static final int MOST_WAITING_FOR_A_LEDGER = 500;

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
    RecordedStatements recordedStatements(@Qualifier("commitmentsDataSource") DataSource dataSource) {
        return new RecordedStatements(dataSource);
    }

    @Bean
    AppendLanes appendLanes(
            StoreProperties properties,
            @Qualifier("commitmentsLanesDataSource") DataSource dataSource,
            CommitSignal signal,
            ObjectProvider<MeterRegistry> metrics) {
        return new AppendLanes(
                properties.lanes(), dataSource, signal, metrics.getIfAvailable(CompositeMeterRegistry::new));
    }

    @Bean
    OpenTransactions openTransactions(
            @Qualifier("commitmentsDataSource") DataSource dataSource, ObjectProvider<MeterRegistry> metrics) {
        return new OpenTransactions(dataSource, metrics.getIfAvailable(CompositeMeterRegistry::new));
    }

    @Bean(destroyMethod = "shutDown")
    EmbeddedEventStore ledgerEventStore(AppendLanes lanes, @Qualifier("commitmentsDataSource") DataSource dataSource) {
        return EmbeddedEventStore.builder()
                .storageEngine(
                        new PostgresEventStorage(lanes, dataSource, Ledger.class.getSimpleName(), new StateAsJson()))
                .build();
    }

    @Bean(defaultCandidate = false, destroyMethod = "shutdownNow")
    ExecutorService ledgerSnapshots() {
        return Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name("ledger-snapshots").factory());
    }

    @Bean
    CommandGate commandGate() {
        return new CommandGate();
    }

    @Bean
    CommandBus ledgerCommandBus(
            StoreProperties properties,
            CommandGate gate,
            EventStore eventStore,
            Clock clock,
            @Qualifier("ledgerSnapshots") ExecutorService snapshots) {
        // It logs a stack trace for each command on an unknown ledger, and for each one while the store is away.
        LoggingSystem.get(getClass().getClassLoader())
                .setLogLevel("org.axonframework.modelling.command.AbstractRepository", LogLevel.OFF);
        ParameterResolverFactory parameters = MultiParameterResolverFactory.ordered(
                ClasspathParameterResolverFactory.forClass(Ledger.class),
                new SimpleResourceParameterResolverFactory(List.of(clock)));
        CommandBus bus = SimpleCommandBus.builder()
                // A refusal comes before anything is applied: the ledger in the cache stays as good as it was.
                .rollbackConfiguration(failure -> !(failure instanceof Rejected))
                .build();
        LedgerCache cache =
                new LedgerCache(properties.cache().toBytes(), ledger -> LedgerSnapshots.write((Ledger) ledger).length);
        bus.registerHandlerInterceptor(new UncommittedLedgers(cache));
        AggregateAnnotationCommandHandler.<Ledger>builder()
                .aggregateType(Ledger.class)
                .parameterResolverFactory(parameters)
                .commandTargetResolver(command -> new VersionedAggregateIdentifier(
                        (Object) ((LedgerCommand) command.getPayload()).ledger(), null))
                .repository(repository(cache, eventStore, parameters, snapshots))
                .build()
                .subscribe(bus);
        return new LedgerCommandBus(bus, gate);
    }

    private static Repository<Ledger> repository(
            LedgerCache cache, EventStore eventStore, ParameterResolverFactory parameters, ExecutorService snapshots) {
        // Given the model: the factory would else inspect the handlers by itself, and does not know the clock.
        AggregateModel<Ledger> model = AnnotatedAggregateMetaModelFactory.inspectAggregate(Ledger.class, parameters);
        AggregateFactory<Ledger> factory = new GenericAggregateFactory<>(model);
        Snapshotter snapshotter = AggregateSnapshotter.builder()
                .eventStore(eventStore)
                .executor(snapshots)
                .aggregateFactories(factory)
                .parameterResolverFactory(parameters)
                .build();
        return EventSourcingRepository.builder(Ledger.class)
                .eventStore(eventStore)
                .aggregateModel(model)
                .aggregateFactory(factory)
                .parameterResolverFactory(parameters)
                .snapshotTriggerDefinition(new SnapshotRhythm(snapshotter))
                .cache(cache)
                .lockFactory(PessimisticLockFactory.builder()
                        .lockAttemptTimeout(LOCK_ATTEMPT_MILLIS)
                        .acquireAttempts(LOCK_ATTEMPTS)
                        .queueLengthThreshold(MOST_WAITING_FOR_A_LEDGER)
                        .build())
                .build();
    }

    private static final class StateAsJson implements SnapshotCodec {
        @Override
        public byte[] write(Object aggregate) {
            return LedgerSnapshots.write((Ledger) aggregate);
        }

        @Override
        public Optional<Object> read(byte[] state) {
            return LedgerSnapshots.read(state).map(Object.class::cast);
        }
    }
}
