package dev.kept.commitments.eventstore;

import com.zaxxer.hikari.HikariDataSource;
import dev.kept.commitments.kernel.EntryMetaData;
import dev.kept.events.Actor;
import dev.kept.events.CommitmentEvent;
import dev.kept.events.Entry;
import dev.kept.events.ErasureEvent;
import dev.kept.events.LedgerEvent;
import dev.kept.events.MembershipEvent;
import dev.kept.events.Side;
import dev.kept.events.Text;
import dev.kept.local.Credentials;
import dev.kept.local.KeptDatabase;
import dev.kept.local.SharedPostgres;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A fresh event store on the tests' PostgreSQL, without Spring and without the aggregate. */
public final class TestStore implements AutoCloseable {

    public static final Instant RECORDED = Instant.parse("2026-03-01T10:00:00.123Z");
    private static final Actor ACTOR = new Actor.Member(new UUID(4, 4), Side.A);

    public final KeptDatabase database = SharedPostgres.freshDatabase();
    public final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    public final CommitSignal signal = new CommitSignal();
    public final CommandGate gate = new CommandGate();
    public final StoreTimeline timeline = new StoreTimeline(gate);
    public final HikariDataSource readers;
    public final HikariDataSource laneConnections;
    public final EntryStore entries;
    final PostgresEventStorage storage;

    public TestStore() {
        this(4);
    }

    /** @param laneCount how many transactions write at once */
    public TestStore(int laneCount) {
        StoreDataSources.flyway(database.jdbcUrl(), role(database.commitmentsOwner()))
                .migrate();
        readers = StoreDataSources.readers(database.jdbcUrl(), role(database.commitmentsApp()), 8);
        laneConnections =
                StoreDataSources.lanes(database.jdbcUrl(), role(database.commitmentsApp()), laneCount, timeline);
        entries = new EntryStore(laneConnections, signal);
        storage = new PostgresEventStorage(entries, readers, new TextCodec());
    }

    /** The configuration of the service's event store, which needs a codec of snapshots beside it. */
    public static Class<?>[] wiring() {
        return new Class<?>[] {StoreConnections.class, EventStoreWiring.class, StoreHealth.class};
    }

    public LedgerTrees trees() {
        return new LedgerTrees(readers);
    }

    public EventStorageEngine storage() {
        return storage;
    }

    public CommittedEntries committed() {
        return new CommittedEntries(readers);
    }

    public ReaderPositions positions() {
        return new ReaderPositions(readers);
    }

    /** Gives connections as the relay uses them. */
    public DataSource relayConnections() {
        return StoreDataSources.leading(database.jdbcUrl(), role(database.commitmentsApp()));
    }

    public JdbcClient app() {
        return JdbcClient.create(readers);
    }

    public JdbcClient owner() {
        Credentials owner = database.commitmentsOwner();
        return JdbcClient.create(new DriverManagerDataSource(database.jdbcUrl(), owner.username(), owner.password()));
    }

    public Connection ownerConnection() throws SQLException {
        Credentials owner = database.commitmentsOwner();
        return new DriverManagerDataSource(database.jdbcUrl(), owner.username(), owner.password()).getConnection();
    }

    /** Writes what was committed, as a store that people use does at each commit: the tests' server does so a moment later. */
    void flush() throws SQLException {
        try (Connection connection = ownerConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET synchronous_commit = on");
            statement.execute("CREATE TABLE commitments.flushed ()");
            statement.execute("DROP TABLE commitments.flushed");
        }
    }

    /** How many statements of this database wait for a lock. */
    public int lockWaits() {
        return app().sql("SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database"
                        + " WHERE NOT granted AND d.datname = current_database()")
                .query(Integer.class)
                .single();
    }

    /** Does what the schema forbids, as someone could who owns it. */
    public void tamper(String sql) throws SQLException {
        Credentials owner = database.commitmentsOwner();
        try (Connection connection = new DriverManagerDataSource(database.jdbcUrl(), owner.username(), owner.password())
                        .getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER TABLE commitments.entry DISABLE TRIGGER entry_is_immutable");
            statement.execute(sql);
            statement.execute("ALTER TABLE commitments.entry ENABLE ALWAYS TRIGGER entry_is_immutable");
        }
    }

    /** Appends as many small events, each with a text, as one command. */
    public void append(UUID ledger, long from, int count) {
        storage.appendEvents(LongStream.range(from, from + count)
                .mapToObj(sequence -> message(ledger, sequence, event(sequence), null, (int) (sequence - from)))
                .toList());
    }

    /** Appends this very event. */
    public void append(UUID ledger, long sequence, LedgerEvent event) {
        storage.appendEvents(List.of(message(ledger, sequence, event, null, 0)));
    }

    /** Appends an entry that takes texts out of another one. */
    public void erase(UUID ledger, long sequence, long of, String... fields) {
        storage.appendEvents(List.of(message(ledger, sequence, erased(sequence, of, fields), null, 0)));
    }

    /** As {@link #erase}, where the entry before is lost: there is no tree that could grow. */
    public void eraseBehindAHole(UUID ledger, long sequence, long of, String... fields) throws SQLException {
        EntryRow row = EntryRow.of(message(ledger, sequence, erased(sequence, of, fields), null, 0));
        try (Connection connection = ownerConnection()) {
            EntryRows.insertEntries(connection, List.of(row), List.of());
        }
        signal.raise();
    }

    private static LedgerEvent erased(long sequence, long of, String... fields) {
        return new ErasureEvent.TextErased(
                new UUID(6, sequence),
                null,
                new ErasureEvent.Place(of, List.of(fields)),
                ErasureEvent.Ground.AUTHOR,
                null);
    }

    /** The bytes of some entry. */
    public static byte[] statement(UUID ledger, long sequence) {
        return row(ledger, sequence).statement();
    }

    public static EntryRow row(UUID ledger, long sequence) {
        return EntryRow.write(
                new Entry(ledger, sequence, UUID.randomUUID(), RECORDED, ACTOR, event(sequence)), null, 0, null);
    }

    /** An entry of a command with an idempotency key. */
    public static EntryRow row(UUID ledger, long sequence, UUID command, int index) {
        return EntryRow.write(
                new Entry(ledger, sequence, UUID.randomUUID(), RECORDED, ACTOR, event(sequence)),
                command,
                index,
                "digest");
    }

    /** An entry with these bytes. */
    public static EntryRow row(UUID ledger, long sequence, byte[] statement) {
        return new EntryRow(
                new EntryKey(ledger, sequence), UUID.randomUUID(), "t", RECORDED, null, 0, null, statement, List.of());
    }

    static GenericDomainEventMessage<LedgerEvent> message(
            UUID ledger, long sequence, LedgerEvent event, @Nullable UUID command, int index) {
        Map<String, Object> metaData = new HashMap<>();
        metaData.put(EntryMetaData.ACTOR, ACTOR);
        metaData.put(EntryMetaData.RECORDED, RECORDED);
        metaData.put(EntryMetaData.COMMAND_INDEX, index);
        if (command != null) {
            metaData.put(EntryMetaData.COMMAND_ID, command);
            metaData.put(EntryMetaData.COMMAND_DIGEST, "digest");
        }
        return new GenericDomainEventMessage<>("Ledger", ledger.toString(), sequence, event, metaData);
    }

    static LedgerEvent event(long sequence) {
        return sequence == 0
                ? new MembershipEvent.LedgerOpened(new UUID(4, 4), Text.of("Title"), Text.of("Party"), Text.of("Name"))
                : new CommitmentEvent.CommitmentReleased(new UUID(5, sequence), Text.of("Reason " + sequence));
    }

    private static StoreDataSources.Role role(Credentials credentials) {
        return new StoreDataSources.Role(credentials.username(), credentials.password());
    }

    @Override
    public void close() {
        laneConnections.close();
        readers.close();
    }

    /** Stands in for the aggregate's own codec. */
    static final class TextCodec implements SnapshotCodec {
        @Override
        public String aggregateType() {
            return "Ledger";
        }

        @Override
        public byte[] write(Object aggregate) {
            return ("1:" + aggregate).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public Optional<Object> read(byte[] state) {
            String text = new String(state, StandardCharsets.UTF_8);
            return text.startsWith("1:") ? Optional.of(text.substring(2)) : Optional.empty();
        }
    }
}
