package dev.kept.benchmarks;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.kept.local.KeptDatabase;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceConfiguration;
import java.sql.Types;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.common.Registration;
import org.axonframework.common.caching.Cache;
import org.axonframework.common.jpa.EntityManagerProvider;
import org.axonframework.common.transaction.Transaction;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.disruptor.commandhandling.DisruptorCommandBus;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.GenericAggregateFactory;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.jpa.DomainEventEntry;
import org.axonframework.eventsourcing.eventstore.jpa.JpaEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jpa.SnapshotEventEntry;
import org.axonframework.modelling.command.AggregateAnnotationCommandHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.Repository;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.hibernate.boot.model.TypeContributions;
import org.hibernate.dialect.PostgreSQLDialect;
import org.hibernate.service.ServiceRegistry;
import org.hibernate.type.SqlTypes;
import org.hibernate.type.descriptor.jdbc.VarbinaryJdbcType;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Axon's own event store over the same server, with an aggregate that does what a promise's update does: checks, then one event with one
 * text. It keeps no tree, no text apart from its statement and no digest of the command, so that it has less to do.
 */
final class AxonEngine implements AutoCloseable {

    /** How it is set up. */
    enum Kind {
        /** Large objects for payloads, every command reads its aggregate's events. */
        STOCK("Axon's JPA engine, as it comes"),
        /** Payloads in the row, aggregates cached. */
        TUNED("Axon's JPA engine, tuned"),
        /** The tuned engine behind a ring buffer, with one publisher for each connection that pays. */
        DISRUPTOR("Axon's DisruptorCommandBus, tuned engine");

        private final String row;

        Kind(String row) {
            this.row = row;
        }

        String row() {
            return row;
        }
    }

    /** With more, PostgreSQL was not faster on two cores. */
    private static final int CONNECTIONS = 16;

    private static final int DISRUPTOR_THREADS = 4;

    private static final String CHECK = """
        select coalesce(sum(events), 0)
          from (select count(*) as events, max(sequencenumber) + 1 as numbered
                  from commitments.domainevententry where aggregateidentifier = any (?)
                 group by aggregateidentifier) as each
         where events = numbered
        """;

    private final Kind kind;
    private final KeptDatabase database;
    private final HikariDataSource connections;
    private final EntityManagerFactory entities;
    private final EmbeddedEventStore events;
    private final CommandGateway commands;
    private final @Nullable DisruptorCommandBus disruptor;

    private AxonEngine(
            Kind kind,
            KeptDatabase database,
            HikariDataSource connections,
            EntityManagerFactory entities,
            EmbeddedEventStore events,
            CommandBus bus) {
        this.kind = kind;
        this.database = database;
        this.connections = connections;
        this.entities = entities;
        this.events = events;
        this.commands = DefaultCommandGateway.builder().commandBus(bus).build();
        this.disruptor = bus instanceof DisruptorCommandBus started ? started : null;
    }

    /** @param database an empty one, of which this engine makes its tables */
    static AxonEngine start(Kind kind, KeptDatabase database) {
        HikariDataSource connections = connections(database);
        EntityManagerFactory entities = entities(kind, connections);
        Transactions transactions = new Transactions(entities);
        Serializer serializer = Jackson3Serializer.builder().build();
        EmbeddedEventStore events = EmbeddedEventStore.builder()
                .storageEngine(JpaEventStorageEngine.builder()
                        .entityManagerProvider(transactions)
                        .transactionManager(transactions)
                        .eventSerializer(serializer)
                        .snapshotSerializer(serializer)
                        .build())
                .build();
        CommandBus bus;
        Repository<Promise> promises;
        if (kind == Kind.DISRUPTOR) {
            DisruptorCommandBus started = DisruptorCommandBus.builder()
                    .transactionManager(transactions)
                    .invokerThreadCount(1)
                    .publisherThreadCount(DISRUPTOR_THREADS)
                    .cache(new InMemory())
                    .build();
            promises = started.createRepository(events, new GenericAggregateFactory<>(Promise.class));
            bus = started;
        } else {
            bus = SimpleCommandBus.builder().transactionManager(transactions).build();
            var repository = EventSourcingRepository.builder(Promise.class).eventStore(events);
            promises = kind == Kind.TUNED ? repository.cache(new InMemory()).build() : repository.build();
        }
        AggregateAnnotationCommandHandler.<Promise>builder()
                .aggregateType(Promise.class)
                .repository(promises)
                .build()
                .subscribe(bus);
        return new AxonEngine(kind, database, connections, entities, events, bus);
    }

    private static HikariDataSource connections(KeptDatabase database) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.jdbcUrl());
        config.setUsername(database.commitmentsOwner().username());
        config.setPassword(database.commitmentsOwner().password());
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(0);
        // Hibernate begins a transaction by switching it off, and Hikari would switch it on again each time.
        config.setAutoCommit(false);
        return new HikariDataSource(config);
    }

    private static EntityManagerFactory entities(Kind kind, HikariDataSource connections) {
        PersistenceConfiguration configuration = new PersistenceConfiguration("axon")
                .managedClass(DomainEventEntry.class)
                .managedClass(SnapshotEventEntry.class)
                .property("hibernate.connection.datasource", connections)
                .property("hibernate.connection.provider_disables_autocommit", true)
                .property("hibernate.default_schema", "commitments")
                .property("hibernate.hbm2ddl.auto", "create");
        if (kind != Kind.STOCK) {
            configuration.property("hibernate.dialect", PayloadsInRows.class.getName());
        }
        return configuration.createEntityManagerFactory();
    }

    Kind kind() {
        return kind;
    }

    /** For {@link CpuTime}. */
    String database() {
        return database.jdbcUrl().replaceAll("^.*/|[?].*$", "");
    }

    /** Makes a promise of so many events. */
    UUID begin(int length) {
        UUID promise = UUID.randomUUID();
        commands.sendAndWait(new MakePromise(promise.toString(), AppendPath.Client.SENTENCE));
        for (int i = 1; i < length; i++) {
            update(promise);
        }
        return promise;
    }

    /** Returns when the event is committed. */
    void update(UUID promise) {
        commands.sendAndWait(new UpdatePromise(promise.toString(), AppendPath.Client.SENTENCE, 50));
    }

    /**
     * Makes sure that each promise has its events without a gap, and one for each command that was acknowledged.
     *
     * @throws IllegalStateException when a figure must not be given
     */
    void require(Collection<UUID> promises, long acknowledged) {
        JdbcClient sql = JdbcClient.create(connections);
        long stored = sql.sql(CHECK)
                .param(promises.stream().map(UUID::toString).toArray(String[]::new))
                .query(Long.class)
                .single();
        if (stored != acknowledged) {
            throw new IllegalStateException(
                    "acknowledged %d, but %d events stand there without a gap".formatted(acknowledged, stored));
        }
    }

    /** Lets its connections go, which others need meanwhile. */
    void rest() {
        connections.getHikariPoolMXBean().softEvictConnections();
    }

    @Override
    public void close() {
        if (disruptor != null) {
            disruptor.stop();
        }
        events.shutDown();
        entities.close();
        connections.close();
    }

    /** One entity manager for each thread's transaction; a transaction within one joins it. */
    private static final class Transactions implements TransactionManager, EntityManagerProvider {
        private static final Transaction JOINED = new Transaction() {
            @Override
            public void commit() {}

            @Override
            public void rollback() {}
        };

        private final EntityManagerFactory entities;
        private final ThreadLocal<@Nullable EntityManager> current = new ThreadLocal<>();

        private Transactions(EntityManagerFactory entities) {
            this.entities = entities;
        }

        @Override
        public EntityManager getEntityManager() {
            return Objects.requireNonNull(current.get());
        }

        @Override
        public Transaction startTransaction() {
            if (current.get() != null) {
                return JOINED;
            }
            EntityManager begun = entities.createEntityManager();
            begun.getTransaction().begin();
            current.set(begun);
            return new Transaction() {
                @Override
                public void commit() {
                    end(() -> begun.getTransaction().commit());
                }

                @Override
                public void rollback() {
                    end(() -> begun.getTransaction().rollback());
                }

                private void end(Runnable way) {
                    current.remove();
                    try (begun) {
                        way.run();
                    }
                }
            };
        }
    }

    /** Axon brings a cache of weak references alone, which each collection of garbage empties. */
    private static final class InMemory implements Cache {
        private final Map<Object, Object> held = new ConcurrentHashMap<>();

        @Override
        @SuppressWarnings("unchecked")
        public <K, V> @Nullable V get(K key) {
            return (V) held.get(key);
        }

        @Override
        public void put(Object key, Object value) {
            held.put(key, value);
        }

        @Override
        public boolean putIfAbsent(Object key, Object value) {
            return held.putIfAbsent(key, value) == null;
        }

        @Override
        public boolean remove(Object key) {
            return held.remove(key) != null;
        }

        @Override
        public void removeAll() {
            held.clear();
        }

        @Override
        public boolean containsKey(Object key) {
            return held.containsKey(key);
        }

        @Override
        public Registration registerCacheEntryListener(EntryListener listener) {
            return () -> true;
        }

        @Override
        public <V> void computeIfPresent(Object key, UnaryOperator<V> update) {
            held.computeIfPresent(key, (ignored, value) -> update.apply(cast(value)));
        }

        @SuppressWarnings("unchecked")
        private static <V> V cast(Object value) {
            return (V) value;
        }
    }

    /** Axon's payloads are large objects to JPA, for which PostgreSQL has a table of its own: two more statements for each. */
    public static final class PayloadsInRows extends PostgreSQLDialect {
        @Override
        protected String columnType(int sqlTypeCode) {
            return sqlTypeCode == SqlTypes.BLOB ? "bytea" : super.columnType(sqlTypeCode);
        }

        @Override
        protected String castType(int sqlTypeCode) {
            return sqlTypeCode == SqlTypes.BLOB ? "bytea" : super.castType(sqlTypeCode);
        }

        @Override
        public void contributeTypes(TypeContributions contributions, ServiceRegistry services) {
            super.contributeTypes(contributions, services);
            contributions
                    .getTypeConfiguration()
                    .getJdbcTypeRegistry()
                    .addDescriptor(Types.BLOB, VarbinaryJdbcType.INSTANCE);
        }
    }

    record MakePromise(@TargetAggregateIdentifier String promise, String title) {}

    record UpdatePromise(@TargetAggregateIdentifier String promise, String note, int progress) {}

    record PromiseMade(
            @JsonProperty String promise, @JsonProperty String title) {}

    record PromiseUpdated(
            @JsonProperty String promise,
            @JsonProperty String note,
            @JsonProperty int progress) {}

    /** What both sides agreed, as far as an update needs it. */
    static class Promise {
        @AggregateIdentifier
        private @Nullable String promise;

        private int progress;

        Promise() {}

        @CommandHandler
        Promise(MakePromise command) {
            apply(new PromiseMade(command.promise(), command.title()));
        }

        @CommandHandler
        void update(UpdatePromise command) {
            if (command.progress() < 0) {
                throw new IllegalArgumentException("progress cannot be negative; it was " + progress);
            }
            apply(new PromiseUpdated(command.promise(), command.note(), command.progress()));
        }

        @EventSourcingHandler
        void made(PromiseMade event) {
            promise = event.promise();
        }

        @EventSourcingHandler
        void updated(PromiseUpdated event) {
            progress = event.progress();
        }
    }
}
