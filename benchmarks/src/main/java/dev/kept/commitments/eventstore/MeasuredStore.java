package dev.kept.commitments.eventstore;

import com.zaxxer.hikari.HikariDataSource;
import dev.kept.commitments.aggregate.LedgerCommandBus;
import dev.kept.commitments.aggregate.LedgerSnapshots;
import dev.kept.commitments.aggregate.LedgerWiring;
import dev.kept.commitments.jdbc.JdbcArrays;
import dev.kept.commitments.kernel.Appended;
import dev.kept.commitments.kernel.EntryMetaData;
import dev.kept.commitments.kernel.LedgerBus;
import dev.kept.commitments.kernel.LedgerCommand;
import dev.kept.events.Entry;
import dev.kept.http.tracing.Traces;
import dev.kept.local.Credentials;
import dev.kept.local.KeptDatabase;
import dev.kept.transparency.tree.RightEdge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.unit.DataSize;

/** The write side without HTTP, wired as the service wires it. */
public final class MeasuredStore implements AutoCloseable {

    private static final int MOST_LANES = 8;
    private static final int FILL = 1_000;

    private static final String CHECK = """
        SELECT coalesce(sum(entries), 0) AS entries, coalesce(sum(commands), 0) AS commands,
               coalesce(sum(last + 1), 0) AS numbered,
               (SELECT count(*) FROM commitments.disclosure WHERE ledger_id = ANY (:ledgers)) AS texts
        FROM (SELECT count(*) AS entries, count(DISTINCT command_id) AS commands, max(sequence) AS last
              FROM commitments.entry WHERE ledger_id = ANY (:ledgers) GROUP BY ledger_id) AS each
        """;

    private final KeptDatabase database;
    private final Clock clock;
    private final HikariDataSource readers;
    private final HikariDataSource laneConnections;
    private final CommitSignal signal = new CommitSignal();
    private final EntryStore entries;
    private final ExecutorService snapshots = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("measured-snapshots").factory());

    /** Over an empty database, whose event store is made. */
    public static MeasuredStore create(KeptDatabase database, Clock clock) {
        StoreDataSources.flyway(database.jdbcUrl(), role(database.commitmentsOwner()))
                .migrate();
        return new MeasuredStore(database, clock);
    }

    /** Over the database of a service that runs: its event store is there. */
    public static MeasuredStore of(KeptDatabase database, Clock clock) {
        return new MeasuredStore(database, clock);
    }

    private MeasuredStore(KeptDatabase database, Clock clock) {
        this.database = database;
        this.clock = clock;
        StoreDataSources.Role app = role(database.commitmentsApp());
        readers = StoreDataSources.readers(database.jdbcUrl(), app, 8);
        laneConnections =
                StoreDataSources.lanes(database.jdbcUrl(), app, MOST_LANES, new StoreTimeline(new CommandGate()));
        entries = new EntryStore(laneConnections, signal);
    }

    /** Decides and stores as the service does, with nothing in its memory yet. */
    public Commands byLanes(int lanes) {
        return new Commands(lanes);
    }

    /** As {@link #byLanes(int)}, with as many lanes as the service has unless it is told otherwise. */
    public Commands byLanes() {
        return byLanes(StoreProperties.LANES);
    }

    /** Where the entries are read in the order of their commits. */
    public CommittedEntries committed() {
        return new CommittedEntries(readers);
    }

    /** How far each of them has come. */
    public ReaderPositions positions() {
        return new ReaderPositions(readers);
    }

    /** The database's name. */
    public String database() {
        return database.jdbcUrl().replaceAll("^.*/|[?].*$", "");
    }

    /** Connections as the relay has them. */
    public DataSource relayConnections() {
        return StoreDataSources.leading(database.jdbcUrl(), role(database.commitmentsApp()));
    }

    public CommitSignal signal() {
        return signal;
    }

    /** Connections that read, as the service has them. */
    public DataSource readers() {
        return readers;
    }

    /**
     * Stores entries of several ledgers as one batch of a lane, one command each.
     *
     * @param trees of the ledgers, where they have roots; each grows by what is stored. Null to store no roots and compute none
     */
    public void store(List<Entry> batch, @Nullable Map<UUID, RightEdge> trees) {
        List<Append> appends = new ArrayList<>(batch.size());
        for (Entry entry : batch) {
            List<EntryRow> rows = List.of(EntryRow.write(entry, null, 0, null));
            if (trees == null) {
                // What an array lacks is null in the row.
                appends.add(new Append(rows, List.of(), RightEdge.EMPTY, null));
            } else {
                Append append = Append.onto(trees.getOrDefault(entry.ledger(), RightEdge.EMPTY), rows);
                trees.put(entry.ledger(), append.edge());
                appends.add(append);
            }
        }
        if (!(entries.store(appends) instanceof EntryStore.Stored)) {
            throw new IllegalStateException("a batch was not stored");
        }
    }

    /** How many entries of these ledgers are stored, and how many of them have a root. */
    public long[] counted(Collection<UUID> ledgers) {
        return JdbcClient.create(readers)
                .sql("SELECT count(*), count(root) FROM commitments.entry WHERE ledger_id = ANY (:ledgers)")
                .param("ledgers", JdbcArrays.of("uuid", ledgers, ledger -> ledger))
                .query((row, number) -> new long[] {row.getLong(1), row.getLong(2)})
                .single();
    }

    /**
     * Stores ready entries by one transaction.
     *
     * @param entries those of one ledger in order and beside one another
     */
    public void fill(List<Entry> entries) throws SQLException {
        try (Connection connection = laneConnections.getConnection()) {
            connection.setAutoCommit(false);
            int from = 0;
            while (from < entries.size()) {
                UUID ledger = entries.get(from).ledger();
                int to = from;
                while (to < entries.size() && entries.get(to).ledger().equals(ledger)) {
                    to++;
                }
                fill(connection, entries.subList(from, to));
                from = to;
            }
            connection.commit();
        }
        signal.raise();
    }

    private void fill(Connection connection, List<Entry> ofOne) throws SQLException {
        RightEdge edge = new LedgerTrees(laneConnections)
                .edge(ofOne.getFirst().ledger(), ofOne.getFirst().sequence())
                .orElseThrow();
        for (int from = 0; from < ofOne.size(); from += FILL) {
            List<EntryRow> rows = ofOne.subList(from, Math.min(ofOne.size(), from + FILL)).stream()
                    .map(entry -> EntryRow.write(entry, null, 0, null))
                    .toList();
            Append append = Append.onto(edge, rows);
            edge = append.edge();
            if (EntryRows.insertEntries(connection, rows, append.nodes()) < rows.size()) {
                throw new IllegalStateException("an entry is there already");
            }
            EntryRows.insertDisclosures(connection, rows);
        }
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
        snapshots.shutdownNow();
        laneConnections.close();
        readers.close();
    }

    private static StoreDataSources.Role role(Credentials credentials) {
        return new StoreDataSources.Role(credentials.username(), credentials.password());
    }

    /** Takes commands. */
    public final class Commands implements AutoCloseable {
        private final EmbeddedEventStore events;
        private final LedgerCommandBus commands;
        private final LedgerBus bus;

        private Commands(int lanes) {
            events = EmbeddedEventStore.builder()
                    .storageEngine(new PostgresEventStorage(entries, readers, LedgerSnapshots.codec()))
                    .build();
            commands = LedgerWiring.bus(
                    new LedgerWiring.Stores(events, entries, new LedgerTrees(readers)),
                    lanes,
                    DataSize.ofMegabytes(256),
                    new CommandGate(),
                    clock,
                    snapshots,
                    new SimpleMeterRegistry(),
                    Traces.off());
            bus = new LedgerBus(commands);
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
            commands.close();
            events.shutDown();
        }
    }

    /** Rows as plain as can be, each inserted and committed by itself: what any writer is measured against. */
    public RawInserts rawInserts() throws SQLException {
        return new RawInserts(database);
    }

    /**
     * Makes sure that each ledger has its entries without a gap, and one for each command that was acknowledged.
     *
     * @param before how many entries the ledgers had
     * @throws IllegalStateException when a figure must not be given
     */
    public void require(Collection<UUID> ledgers, long before, long acknowledged) {
        JdbcClient.create(readers)
                .sql(CHECK)
                .param("ledgers", JdbcArrays.of("uuid", ledgers, ledger -> ledger))
                .query((row, number) -> {
                    if (row.getLong("entries") != before + acknowledged
                            || row.getLong("commands") != acknowledged
                            || row.getLong("numbered") != row.getLong("entries")
                            || row.getLong("texts") < acknowledged) {
                        throw new IllegalStateException(
                                "acknowledged %d, but of %d entries before there are %d now, of %d commands, numbered up to %d, with %d texts"
                                        .formatted(
                                                acknowledged,
                                                before,
                                                row.getLong("entries"),
                                                row.getLong("commands"),
                                                row.getLong("numbered"),
                                                row.getLong("texts")));
                    }
                    return true;
                })
                .single();
    }
}
