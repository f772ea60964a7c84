package dev.kept.commitments.eventstore;

import com.zaxxer.hikari.HikariDataSource;
import dev.kept.commitments.aggregate.LedgerSnapshots;
import dev.kept.commitments.aggregate.LedgerWiring;
import dev.kept.commitments.kernel.Appended;
import dev.kept.commitments.kernel.EntryMetaData;
import dev.kept.commitments.kernel.LedgerBus;
import dev.kept.commitments.kernel.LedgerCommand;
import dev.kept.events.Entry;
import dev.kept.local.Credentials;
import dev.kept.local.KeptDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.unit.DataSize;

/** The write side without HTTP, wired as the service wires it; and a second one that stores each command by itself. */
public final class MeasuredStore implements AutoCloseable {

    private static final int LANES = 4;
    private static final int SINGLE_CONNECTIONS = 16;
    private static final long WAIT_MILLIS = 60_000;
    private static final int FILL = 1_000;

    private final KeptDatabase database;
    private final Clock clock;
    private final HikariDataSource readers;
    private final HikariDataSource laneConnections;
    private final HikariDataSource singleConnections;
    private final CommitSignal signal = new CommitSignal();
    private final AppendLanes lanes;
    private final ExecutorService snapshots = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("measured-snapshots").factory());

    /** Over a database whose event store is brought to its present form. */
    public MeasuredStore(KeptDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
        StoreDataSources.flyway(database.jdbcUrl(), role(database.commitmentsOwner()))
                .migrate();
        StoreDataSources.Role app = role(database.commitmentsApp());
        readers = StoreDataSources.readers(database.jdbcUrl(), app, 8);
        laneConnections = StoreDataSources.lanes(database.jdbcUrl(), app, LANES);
        singleConnections = StoreDataSources.lanes(database.jdbcUrl(), app, SINGLE_CONNECTIONS);
        // Many callers wait for few connections: that is to be measured, not refused.
        singleConnections.setConnectionTimeout(WAIT_MILLIS);
        lanes = new AppendLanes(LANES, laneConnections, signal, new SimpleMeterRegistry());
    }

    /** Decides and stores as the service does, with nothing in its memory yet. */
    public Commands byLanes() {
        return new Commands(new PostgresEventStorage(lanes, readers, LedgerSnapshots.codec()));
    }

    /** Decides as the service does, and stores each command by a transaction of its own, from a pool of connections. */
    public Commands bySingleInserts() {
        return new Commands(new SingleInserts(
                new PostgresEventStorage(lanes, readers, LedgerSnapshots.codec()), singleConnections));
    }

    /** Where the entries are read in the order of their commits. */
    public CommittedEntries committed() {
        return new CommittedEntries(readers);
    }

    /** Connections as the relay has them. */
    public DataSource relayConnections() {
        return StoreDataSources.leading(database.jdbcUrl(), role(database.commitmentsApp()));
    }

    public CommitSignal signal() {
        return signal;
    }

    /** Stores ready entries by one transaction. */
    public void fill(List<Entry> entries) throws SQLException {
        try (Connection connection = laneConnections.getConnection()) {
            connection.setAutoCommit(false);
            TreeEdges edges = new TreeEdges();
            for (int from = 0; from < entries.size(); from += FILL) {
                List<EntryRow> rows = entries.subList(from, Math.min(entries.size(), from + FILL)).stream()
                        .map(entry -> EntryRow.write(entry, null, 0, null))
                        .toList();
                TreeEdges.Growth growth = edges.grow(connection, rows);
                edges.keep(growth);
                if (EntryRows.insertEntries(connection, rows, growth.nodes()) < rows.size()) {
                    throw new IllegalStateException("an entry is there already");
                }
                EntryRows.insertDisclosures(connection, rows);
            }
            connection.commit();
        }
        signal.raise();
    }

    /** The last entry that the ledger's snapshot holds; -1 without a snapshot. */
    public long snapshotOf(UUID ledger) {
        return JdbcClient.create(readers)
                .sql("SELECT coalesce(max(sequence), -1) FROM commitments.snapshot WHERE ledger_id = ?")
                .param(ledger)
                .query(Long.class)
                .single();
    }

    /** Does what only the owner may, e.g. forgets a snapshot or how far a reader has come. */
    public void asOwner(String sql) throws SQLException {
        Credentials owner = database.commitmentsOwner();
        try (Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), owner.username(), owner.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        lanes.close();
        snapshots.shutdownNow();
        singleConnections.close();
        laneConnections.close();
        readers.close();
    }

    private static StoreDataSources.Role role(Credentials credentials) {
        return new StoreDataSources.Role(credentials.username(), credentials.password());
    }

    /** Takes commands, each decided in its caller's thread. */
    public final class Commands implements AutoCloseable {
        private final EmbeddedEventStore events;
        private final LedgerBus bus;

        private Commands(EventStorageEngine storage) {
            events = EmbeddedEventStore.builder().storageEngine(storage).build();
            bus = new LedgerBus(
                    LedgerWiring.bus(DataSize.ofMegabytes(256), new CommandGate(), events, clock, snapshots));
        }

        /** Returns when the command's entries are committed; else throws what the bus ends with. */
        public Appended issue(UUID member, LedgerCommand<?> command) {
            Map<String, Object> metaData = new HashMap<>();
            metaData.put(EntryMetaData.MEMBER, member);
            metaData.put(EntryMetaData.COMMAND_ID, UUID.randomUUID());
            metaData.put(EntryMetaData.COMMAND_DIGEST, "digest");
            return bus.issue(command, metaData);
        }

        @Override
        public void close() {
            events.shutDown();
        }
    }
}
