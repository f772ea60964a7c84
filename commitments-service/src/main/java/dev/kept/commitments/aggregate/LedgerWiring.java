package dev.kept.commitments.aggregate;

import dev.kept.commitments.eventstore.CommandGate;
import dev.kept.commitments.eventstore.SnapshotCodec;
import dev.kept.commitments.eventstore.StoreProperties;
import dev.kept.commitments.kernel.LedgerBus;
import dev.kept.commitments.kernel.LedgerCommand;
import dev.kept.commitments.kernel.Rejected;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.common.lock.PessimisticLockFactory;
import org.axonframework.eventsourcing.AggregateFactory;
import org.axonframework.eventsourcing.AggregateSnapshotter;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.GenericAggregateFactory;
import org.axonframework.eventsourcing.Snapshotter;
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
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

/**
 * Puts Axon on the event store, part by part: its configurer brings defaults that do not suit (XStream, an update check, a stack trace
 * for each handler call), and nothing here needs its serializers or processors.
 */
@Configuration(proxyBeanMethods = false)
public class LedgerWiring {

    private static final int LOCK_ATTEMPT_MILLIS = 100;
    private static final int LOCK_ATTEMPTS = 50;
    private static final int MOST_WAITING_FOR_A_LEDGER = 500;

    @Bean
    SnapshotCodec ledgerSnapshotCodec() {
        return LedgerSnapshots.codec();
    }

    @Bean(defaultCandidate = false, destroyMethod = "shutdownNow")
    ExecutorService ledgerSnapshots() {
        return snapshotThread();
    }

    @Bean
    CommandBus ledgerCommandBus(
            StoreProperties properties,
            CommandGate gate,
            EventStore eventStore,
            Clock clock,
            @Qualifier("ledgerSnapshots") ExecutorService snapshots) {
        return bus(properties.cache(), gate, eventStore, clock, snapshots);
    }

    @Bean
    LedgerBus ledgerBus(@Qualifier("ledgerCommandBus") CommandBus bus) {
        return new LedgerBus(bus);
    }

    static ExecutorService snapshotThread() {
        return Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name("ledger-snapshots").factory());
    }

    /**
     * The bus that decides over ledgers.
     *
     * @param memory how much ledgers may take that are kept for their next command; an estimate
     * @param snapshots where snapshots are made
     */
    public static CommandBus bus(
            DataSize memory, CommandGate gate, EventStore eventStore, Clock clock, ExecutorService snapshots) {
        // It logs a stack trace for each command on an unknown ledger, and for each one while the store is away.
        LoggingSystem.get(LedgerWiring.class.getClassLoader())
                .setLogLevel("org.axonframework.modelling.command.AbstractRepository", LogLevel.OFF);
        ParameterResolverFactory parameters = MultiParameterResolverFactory.ordered(
                ClasspathParameterResolverFactory.forClass(Ledger.class),
                new SimpleResourceParameterResolverFactory(List.of(clock)));
        CommandBus bus = SimpleCommandBus.builder()
                // A refusal comes before anything is applied: the ledger in the cache stays as good as it was.
                .rollbackConfiguration(failure -> !(failure instanceof Rejected))
                .build();
        LedgerCache cache = new LedgerCache(memory.toBytes(), ledger -> LedgerSnapshots.write((Ledger) ledger).length);
        bus.registerHandlerInterceptor(new UncommittedLedgers(cache));
        AggregateAnnotationCommandHandler.<Ledger>builder()
                .aggregateType(Ledger.class)
                .parameterResolverFactory(parameters)
                .commandTargetResolver(command -> new VersionedAggregateIdentifier(
                        (Object) ((LedgerCommand<?>) command.getPayload()).ledger(), null))
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
}
