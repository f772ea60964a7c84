package dev.kept.commitments.eventstore;

import com.zaxxer.hikari.HikariDataSource;
import dev.kept.commitments.ledger.Appended;
import dev.kept.commitments.ledger.LedgerCommand;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.callbacks.FutureCallback;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.messaging.GenericMessage;
import org.springframework.util.unit.DataSize;

/**
 * The event store for one command of an operator, which the system issues: with connections of its own, also while the service
 * runs, whose commands it does not disturb. What follows the entries is done where the service runs.
 */
public final class OperatorStore implements AutoCloseable {

    private static final DataSize CACHE = DataSize.ofMegabytes(8);

    private final HikariDataSource readers;
    private final HikariDataSource laneConnections;
    private final AppendLanes lanes;
    private final EmbeddedEventStore events;
    private final ExecutorService snapshots;
    private final CommandBus bus;

    /** @param username of the run-time role, which adds entries */
    public OperatorStore(String jdbcUrl, String username, String password, Clock clock) {
        EventStoreWiring wiring = new EventStoreWiring();
        StoreProperties properties =
                new StoreProperties(new StoreProperties.Login(jdbcUrl, username, password), null, 1, 2, CACHE);
        readers = StoreDataSources.readers(properties.url(), properties.application(), properties.readers());
        laneConnections = StoreDataSources.lanes(properties.url(), properties.application(), properties.lanes());
        lanes = new AppendLanes(properties.lanes(), laneConnections, new CommitSignal(), new CompositeMeterRegistry());
        events = wiring.ledgerEventStore(lanes, readers);
        snapshots = wiring.ledgerSnapshots();
        bus = wiring.ledgerCommandBus(properties, new CommandGate(), events, clock, snapshots);
    }

    /** The statements of this store. */
    public RecordedStatements statements() {
        return new RecordedStatements(readers);
    }

    /**
     * Issues a command as the system.
     *
     * @throws dev.kept.commitments.ledger.Rejected when a rule forbids it
     * @throws StoreUnavailable when PostgreSQL does not answer
     */
    public Appended issue(LedgerCommand command) {
        FutureCallback<LedgerCommand, Appended> answer = new FutureCallback<>();
        bus.dispatch(new GenericCommandMessage<>(new GenericMessage<>(command), LedgerCommand.class.getName()), answer);
        if (answer.getResult().isExceptional()) {
            throw answer.getResult().exceptionResult() instanceof RuntimeException failure
                    ? failure
                    : new IllegalStateException(answer.getResult().exceptionResult());
        }
        return answer.getResult().getPayload();
    }

    @Override
    public void close() {
        snapshots.shutdownNow();
        events.shutDown();
        lanes.close();
        laneConnections.close();
        readers.close();
    }
}
