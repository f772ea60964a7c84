package dev.kept.commitments.eventstore;

import com.zaxxer.hikari.HikariDataSource;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStore;

/**
 * The event store for one command of an operator: with connections of its own, also while the service runs, whose commands it does not
 * disturb. What follows the entries is done where the service runs.
 */
public final class OperatorStore implements AutoCloseable {

    /** An operator gives one command. */
    public static final int LANES = 1;

    private static final int READERS = 2;

    private final HikariDataSource readers;
    private final HikariDataSource laneConnections;
    private final EntryStore entries;
    private final EmbeddedEventStore events;

    /** @param username of the run-time role, which adds entries */
    public OperatorStore(String jdbcUrl, String username, String password, SnapshotCodec snapshots) {
        StoreDataSources.Role role = new StoreDataSources.Role(username, password);
        readers = StoreDataSources.readers(jdbcUrl, role, READERS);
        laneConnections = StoreDataSources.lanes(jdbcUrl, role, LANES, new StoreTimeline(new CommandGate()));
        entries = new EntryStore(laneConnections, new CommitSignal());
        events = EmbeddedEventStore.builder()
                .storageEngine(new PostgresEventStorage(entries, readers, snapshots))
                .build();
    }

    /** Where ledgers are loaded from. */
    public EventStore events() {
        return events;
    }

    /** Where entries are stored. */
    public EntryStore entries() {
        return entries;
    }

    /** The Merkle trees of this store. */
    public LedgerTrees trees() {
        return new LedgerTrees(readers);
    }

    /** The statements of this store. */
    public RecordedStatements statements() {
        return new RecordedStatements(readers);
    }

    @Override
    public void close() {
        events.shutDown();
        laneConnections.close();
        readers.close();
    }
}
