package dev.kept.commitments.eventstore;

import dev.kept.events.Disclosure;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.jspecify.annotations.Nullable;

/** What append lanes are measured against: each command takes a connection of a pool, inserts its rows and commits. */
final class SingleInserts implements EventStorageEngine {

    private static final String INSERT_ENTRY = """
        INSERT INTO commitments.entry
            (ledger_id, sequence, event_id, type, recorded_at, command_id, command_index, command_digest, statement)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """;

    private static final String INSERT_DISCLOSURE = """
        INSERT INTO commitments.disclosure (ledger_id, sequence, field, disclosure) VALUES (?, ?, ?, ?)
        """;

    private final PostgresEventStorage reading;
    private final DataSource pool;

    SingleInserts(PostgresEventStorage reading, DataSource pool) {
        this.reading = reading;
        this.pool = pool;
    }

    @Override
    public void appendEvents(List<? extends EventMessage<?>> events) {
        List<EntryRow> rows = events.stream().map(PostgresEventStorage::row).toList();
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            insert(connection, rows);
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void insert(Connection connection, List<EntryRow> rows) throws SQLException {
        try (PreparedStatement entry = connection.prepareStatement(INSERT_ENTRY);
                PreparedStatement text = connection.prepareStatement(INSERT_DISCLOSURE)) {
            for (EntryRow row : rows) {
                entry.setObject(1, row.key().ledger());
                entry.setLong(2, row.key().sequence());
                entry.setObject(3, row.event());
                entry.setString(4, row.type());
                entry.setTimestamp(5, Timestamp.from(row.recorded()));
                entry.setObject(6, row.command());
                entry.setShort(7, (short) row.commandIndex());
                entry.setString(8, row.commandDigest());
                entry.setBytes(9, row.statement());
                entry.executeUpdate();
                for (Disclosure disclosure : row.disclosures()) {
                    text.setObject(1, row.key().ledger());
                    text.setLong(2, row.key().sequence());
                    text.setString(3, disclosure.field());
                    text.setString(4, disclosure.encoded());
                    text.addBatch();
                }
            }
            text.executeBatch();
        }
    }

    @Override
    public DomainEventStream readEvents(String aggregateIdentifier, long firstSequenceNumber) {
        return reading.readEvents(aggregateIdentifier, firstSequenceNumber);
    }

    @Override
    public Optional<Long> lastSequenceNumberFor(String aggregateIdentifier) {
        return reading.lastSequenceNumberFor(aggregateIdentifier);
    }

    @Override
    public Optional<DomainEventMessage<?>> readSnapshot(String aggregateIdentifier) {
        return reading.readSnapshot(aggregateIdentifier);
    }

    @Override
    public void storeSnapshot(DomainEventMessage<?> snapshot) {
        reading.storeSnapshot(snapshot);
    }

    @Override
    public Stream<? extends TrackedEventMessage<?>> readEvents(
            @Nullable TrackingToken trackingToken, boolean mayBlock) {
        return reading.readEvents(trackingToken, mayBlock);
    }
}
