package dev.kept.commitments.aggregate;

import static java.util.Objects.requireNonNull;

import dev.kept.commitments.kernel.Appended;
import dev.kept.commitments.kernel.EntryMetaData;
import dev.kept.commitments.kernel.LedgerCommand;
import dev.kept.commitments.kernel.Rejected;
import dev.kept.events.Actor;
import dev.kept.events.Entry;
import dev.kept.events.LedgerEvent;
import dev.kept.events.Statements;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandExecutionException;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.common.caching.WeakReferenceCache;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.messaging.annotation.ClasspathParameterResolverFactory;
import org.axonframework.messaging.annotation.MultiParameterResolverFactory;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.axonframework.messaging.annotation.SimpleResourceParameterResolverFactory;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.modelling.command.AggregateAnnotationCommandHandler;
import org.axonframework.modelling.command.Repository;
import org.axonframework.modelling.command.inspection.AggregateModel;
import org.axonframework.modelling.command.inspection.AnnotatedAggregateMetaModelFactory;
import org.jspecify.annotations.Nullable;

/** The aggregate behind a real command bus, with its entries in memory: for long and random histories. */
public final class LedgerMachine {

    private final UUID ledger;
    private final EventStore store = EmbeddedEventStore.builder()
            .storageEngine(new InMemoryEventStorageEngine())
            .build();
    private final CommandBus bus = SimpleCommandBus.builder()
            .rollbackConfiguration(failure -> !(failure instanceof Rejected))
            .build();
    private final CommandGateway gateway =
            DefaultCommandGateway.builder().commandBus(bus).build();
    private final Repository<Ledger> repository;
    private final List<Entry> entries = new ArrayList<>();
    private LedgerState state = LedgerState.UNOPENED;
    private Instant now;

    public LedgerMachine(UUID ledger, Instant start) {
        this.ledger = ledger;
        this.now = start;
        ParameterResolverFactory parameters = MultiParameterResolverFactory.ordered(
                new SimpleResourceParameterResolverFactory(List.of(new MachineClock())),
                ClasspathParameterResolverFactory.forClass(Ledger.class));
        AggregateModel<Ledger> model = AnnotatedAggregateMetaModelFactory.inspectAggregate(Ledger.class, parameters);
        repository = EventSourcingRepository.builder(Ledger.class)
                .aggregateModel(model)
                .eventStore(store)
                .build();
        store.subscribe(events -> events.forEach(event -> take((DomainEventMessage<?>) event)));
        AggregateAnnotationCommandHandler.<Ledger>builder()
                .aggregateType(Ledger.class)
                .aggregateModel(model)
                .repository(EventSourcingRepository.builder(Ledger.class)
                        .aggregateModel(model)
                        .eventStore(store)
                        .cache(new WeakReferenceCache())
                        .build())
                .build()
                .subscribe(bus);
    }

    public void after(Duration elapsed) {
        now = now.plus(elapsed);
    }

    public Instant now() {
        return now;
    }

    /**
     * Someone asks for something.
     *
     * @param person null for the system
     * @return empty when it was refused
     * @throws RuntimeException when anything but a rule stood against it
     */
    public Optional<Appended> issue(@Nullable UUID person, LedgerCommand<?> command) {
        try {
            return Optional.of(gateway.sendAndWait(LedgerFixture.message(person, command, Map.of())));
        } catch (Rejected refused) {
            return Optional.empty();
        } catch (CommandExecutionException e) {
            if (e.getCause() instanceof Rejected) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** The state as the aggregate has it after loading every entry. */
    public LedgerState loaded() {
        AtomicReference<LedgerState> loaded = new AtomicReference<>();
        DefaultUnitOfWork.startAndGet(null)
                .execute(() -> repository.load(ledger.toString()).execute(aggregate -> loaded.set(aggregate.state())));
        return loaded.get();
    }

    /** The state after what has been recorded so far. */
    public LedgerState state() {
        return state;
    }

    /** Every entry so far, in order. */
    public List<Entry> entries() {
        return entries;
    }

    private void take(DomainEventMessage<?> event) {
        Entry entry = entry(event);
        entries.add(entry);
        state = state.evolve(entry.event(), entry.sequence(), entry.recorded(), entry.actor());
    }

    private Entry entry(DomainEventMessage<?> event) {
        return new Entry(
                ledger,
                event.getSequenceNumber(),
                UUID.fromString(event.getIdentifier()),
                (Instant) requireNonNull(event.getMetaData().get(EntryMetaData.RECORDED)),
                (Actor) requireNonNull(event.getMetaData().get(EntryMetaData.ACTOR)),
                (LedgerEvent) event.getPayload());
    }

    /** The state after writing the entries as statements and reading those without a single text. */
    public static LedgerState replayWithoutTexts(List<Entry> entries) {
        LedgerState state = LedgerState.UNOPENED;
        for (Entry entry : entries) {
            Entry read = Statements.read(Statements.write(entry).bytes());
            state = state.evolve(read.event(), read.sequence(), read.recorded(), read.actor());
        }
        return state;
    }

    /** The state after writing it as a snapshot and reading that. */
    public static LedgerState throughSnapshot(UUID ledger, LedgerState state) {
        return LedgerSnapshots.read(LedgerSnapshots.write(new Ledger(ledger, state)))
                .orElseThrow()
                .state();
    }

    private final class MachineClock extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
