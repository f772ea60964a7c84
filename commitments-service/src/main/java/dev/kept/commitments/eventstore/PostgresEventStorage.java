package dev.kept.commitments.eventstore;

import dev.kept.commitments.kernel.EntryMetaData;
import dev.kept.events.Entry;
import dev.kept.events.Statements;
import dev.kept.transparency.tree.RightEdge;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.sql.DataSource;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Axon's door to the event store. An aggregate is sourced from statements without their texts. Nothing is tracked through here: readers
 * of all entries use {@link CommittedEntries}, whose order can skip none.
 */
final class PostgresEventStorage implements EventStorageEngine {

    private static final int CHUNK = 500;

    private static final String EVENTS = """
        SELECT statement FROM commitments.entry
        WHERE ledger_id = :ledger AND sequence >= :from ORDER BY sequence LIMIT :limit
        """;

    private static final String LAST_SEQUENCE = """
        SELECT max(sequence) FROM commitments.entry WHERE ledger_id = :ledger
        """;

    private static final String SNAPSHOT = """
        SELECT sequence, state FROM commitments.snapshot WHERE ledger_id = :ledger
        """;

    private static final String SAVE_SNAPSHOT = """
        INSERT INTO commitments.snapshot (ledger_id, sequence, state) VALUES (:ledger, :sequence, :state)
        ON CONFLICT (ledger_id) DO UPDATE SET sequence = excluded.sequence, state = excluded.state
        WHERE excluded.sequence >= snapshot.sequence
        """;

    private final EntryStore entries;
    private final LedgerTrees trees;
    private final JdbcClient jdbc;
    private final SnapshotCodec snapshots;

    PostgresEventStorage(EntryStore entries, DataSource dataSource, SnapshotCodec snapshots) {
        this.entries = entries;
        this.trees = new LedgerTrees(dataSource);
        this.jdbc = JdbcClient.create(dataSource);
        this.snapshots = snapshots;
    }

    /**
     * Stores the events of one command by themselves. Commands of people go another way: their lane stores them by the batch.
     *
     * @throws RepeatedCommand when the ledger holds a command of the same id
     * @throws ConcurrencyException when the ledger does not end where the events begin
     * @throws StoreUnavailable when PostgreSQL does not answer
     */
    @Override
    public void appendEvents(List<? extends EventMessage<?>> events) {
        if (!events.isEmpty()) {
            append(events.stream().map(EntryRow::of).toList());
        }
    }

    private void append(List<EntryRow> rows) {
        UUID ledger = rows.getFirst().key().ledger();
        RightEdge edge = trees.edge(ledger, rows.getFirst().key().sequence()).orElseThrow(() -> taken(ledger));
        Append append = Append.onto(edge, rows);
        switch (entries.store(List.of(append))) {
            case EntryStore.Stored() -> {}
            case EntryStore.InTheWay way -> {
                UUID command = append.command();
                throw command != null && way.repeated().contains(append)
                        ? new RepeatedCommand(ledger, command)
                        : taken(ledger);
            }
            case EntryStore.Refused refused -> throw refused.concurrent() ? taken(ledger) : refused.failure();
        }
    }

    private static ConcurrencyException taken(UUID ledger) {
        return new ConcurrencyException("another entry has been appended to ledger " + ledger);
    }

    @Override
    public DomainEventStream readEvents(String aggregateIdentifier, long firstSequenceNumber) {
        Iterator<DomainEventMessage<?>> events =
                new ChunkedEvents(UUID.fromString(aggregateIdentifier), firstSequenceNumber);
        return DomainEventStream.of(StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(events, Spliterator.ORDERED | Spliterator.NONNULL), false));
    }

    @Override
    public Optional<Long> lastSequenceNumberFor(String aggregateIdentifier) {
        return StoreUnavailable.orResult(() -> jdbc.sql(LAST_SEQUENCE)
                .param("ledger", UUID.fromString(aggregateIdentifier))
                .query((row, number) -> Optional.ofNullable(row.getObject(1, Long.class)))
                .single());
    }

    @Override
    public Optional<DomainEventMessage<?>> readSnapshot(String aggregateIdentifier) {
        return StoreUnavailable.orResult(() -> jdbc.sql(SNAPSHOT)
                        .param("ledger", UUID.fromString(aggregateIdentifier))
                        .query((row, number) -> new Snapshot(row.getLong("sequence"), row.getBytes("state")))
                        .optional())
                .flatMap(snapshot -> snapshots
                        .read(snapshot.state())
                        .map(root -> new GenericDomainEventMessage<>(
                                snapshots.aggregateType(), aggregateIdentifier, snapshot.sequence(), root)));
    }

    @Override
    public void storeSnapshot(DomainEventMessage<?> snapshot) {
        byte[] state = snapshots.write(snapshot.getPayload());
        StoreUnavailable.orResult(() -> jdbc.sql(SAVE_SNAPSHOT)
                .param("ledger", UUID.fromString(snapshot.getAggregateIdentifier()))
                .param("sequence", snapshot.getSequenceNumber())
                .param("state", state)
                .update());
    }

    @Override
    public Stream<? extends TrackedEventMessage<?>> readEvents(
            @Nullable TrackingToken trackingToken, boolean mayBlock) {
        throw new UnsupportedOperationException("the event store is not tracked by Axon; read CommittedEntries");
    }

    private DomainEventMessage<?> message(byte[] statement) {
        Entry entry = Statements.read(statement);
        return new GenericDomainEventMessage<>(
                snapshots.aggregateType(),
                entry.ledger().toString(),
                entry.sequence(),
                entry.event(),
                MetaData.from(Map.of(EntryMetaData.ACTOR, entry.actor(), EntryMetaData.RECORDED, entry.recorded())),
                entry.id().toString(),
                entry.recorded());
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Snapshot(long sequence, byte[] state) {}

    /** A ledger's events, some hundred at a time: no connection is held while they are applied. */
    private final class ChunkedEvents implements Iterator<DomainEventMessage<?>> {
        private final UUID ledger;
        private long next;
        private Iterator<byte[]> chunk = List.<byte[]>of().iterator();
        private boolean more = true;

        ChunkedEvents(UUID ledger, long first) {
            this.ledger = ledger;
            this.next = first;
        }

        @Override
        public boolean hasNext() {
            if (!chunk.hasNext() && more) {
                List<byte[]> statements = StoreUnavailable.orResult(() -> new ArrayList<>(jdbc.sql(EVENTS)
                        .param("ledger", ledger)
                        .param("from", next)
                        .param("limit", CHUNK)
                        .query((row, number) -> row.getBytes("statement"))
                        .list()));
                more = statements.size() == CHUNK;
                chunk = statements.iterator();
            }
            return chunk.hasNext();
        }

        @Override
        public DomainEventMessage<?> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            DomainEventMessage<?> event = message(chunk.next());
            next = event.getSequenceNumber() + 1;
            return event;
        }
    }
}
