package dev.kept.commitments.eventstore;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStore;

/**
 * The event store for one command of an operator: with connections of its own, also while the service runs, whose commands it does not
 * disturb. What follows the entries is done where the service runs.
 */
public final class OperatorStore implements AutoCloseable {

    private static final int LANES = 1;
    private static final int READERS = 2;

    private final HikariDataSource readers;
    private final HikariDataSource laneConnections;
    private final AppendLanes lanes;
    private final EmbeddedEventStore events;

    /** @param username of the run-time role, which adds entries */
    public OperatorStore(String jdbcUrl, String username, String password, SnapshotCodec snapshots) {
        StoreDataSources.Role role = new StoreDataSources.Role(username, password);
        readers = StoreDataSources.readers(jdbcUrl, role, READERS);
        laneConnections = StoreDataSources.lanes(jdbcUrl, role, LANES);
        lanes = new AppendLanes(LANES, laneConnections, new CommitSignal(), new CompositeMeterRegistry());
        events = EmbeddedEventStore.builder()
                .storageEngine(new PostgresEventStorage(lanes, readers, snapshots))
                .build();
    }

    /** Where ledgers are loaded from, and their entries stored. */
    public EventStore events() {
        return events;
    }

    /** The statements of this store. */
    public RecordedStatements statements() {
        return new RecordedStatements(readers);
    }

    @Override
    public void close() {
        events.shutDown();
        lanes.close();
        laneConnections.close();
        readers.close();
    }
}
