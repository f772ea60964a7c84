package dev.kept.commitments.notary;

import dev.kept.commitments.eventstore.CommittedEntries;
import dev.kept.commitments.eventstore.EntryPosition;
import dev.kept.commitments.eventstore.ReaderPositions;
import dev.kept.commitments.eventstore.StorePosition;
import dev.kept.commitments.eventstore.StoreUnavailable;
import dev.kept.commitments.follower.Leader;
import dev.kept.commitments.follower.LeaderLock;
import dev.kept.commitments.relay.KafkaSettings;
import dev.kept.commitments.relay.KnownTopics;
import dev.kept.commitments.relay.LedgerRecords;
import dev.kept.commitments.relay.Topics;
import dev.kept.commitments.relay.TransactionalProducer;
import dev.kept.commitments.relay.UnsuitableTopics;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Signs a head of every ledger that has new entries, each second or two, and publishes it to Kafka: what was once published there
 * binds the signer for good. One process does; the others stand by. See ADR 49.
 */
public final class Notary extends Leader {

    /** Under which name the store keeps how far heads are published. */
    public static final String READER = "notary";

    /** More than are recorded in a round: each reading gives every ledger in it a head. */
    private static final int PLACES = 50_000;

    private static final Duration ROUND = Duration.ofSeconds(1);

    /** So many take a noticeable part of a processor: they are signed half as often, still within the five seconds promised. */
    private static final int MANY_HEADS = 32;

    private static final Duration ROUND_OF_MANY = Duration.ofSeconds(2);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private static final Logger log = LoggerFactory.getLogger(Notary.class);

    private final KafkaSettings settings;
    private final TreeHeads heads;
    private final NotaryState state;
    private final LedgerRecords records;

    /** @param connections gives new connections, one of which is kept as long as this leads */
    Notary(DataSource connections, KafkaSettings settings, TreeHeads heads, NotaryState state) {
        super("notary", LeaderLock.NOTARY, connections);
        this.settings = settings;
        this.heads = heads;
        this.state = state;
        this.records = new LedgerRecords(settings.partitions());
    }

    @Override
    protected void lead(Connection connection)
            throws TransactionalProducer.Undelivered, UnsuitableTopics, TimeoutException, InterruptedException {
        DataSource own = new SingleConnectionDataSource(connection, true);
        CommittedEntries entries = new CommittedEntries(own);
        ReaderPositions positions = new ReaderPositions(own);
        PublishedHeads published = new PublishedHeads(settings, KnownTopics.ofHeads(own), heads);
        Topics.ofHeads(settings).prepare();
        // Fences the leader before this one, and then looks how far that one came: in this order.
        try (TransactionalProducer producer = TransactionalProducer.open(
                settings, TransactionalProducer.NOTARY, this::isRunning, () -> positions.of(READER))) {
            StorePosition position = begin(positions, published);
            state.is(NotaryState.Phase.PUBLISHING, "");
            while (isRunning()) {
                int signed = 0;
                List<EntryPosition> places = entries.positionsAfter(position, PLACES);
                if (!places.isEmpty()) {
                    signed = publish(places, producer);
                    position = places.getLast().at();
                    published.know(producer.takeEnds());
                    positions.save(READER, position);
                    state.is(NotaryState.Phase.PUBLISHING, "");
                }
                if (places.size() < PLACES) {
                    pause(signed < MANY_HEADS ? ROUND : ROUND_OF_MANY);
                }
            }
        }
    }

    private static StorePosition begin(ReaderPositions positions, PublishedHeads published)
            throws InterruptedException {
        PublishedHeads.Found found = published.takeOver();
        if (found == PublishedHeads.Found.ALL) {
            published.knowAll();
            return positions.of(READER);
        }
        log.error(
                "Kafka has lost tree heads that were published in {}. Every ledger's head is published again; those that"
                        + " were stored are all still in the event store.",
                LedgerRecords.TREE_HEADS);
        // First: cut short in between, they are published again from the beginning.
        positions.save(READER, StorePosition.START);
        published.knowAll();
        return StorePosition.START;
    }

    /**
     * One head of each ledger, the last one, however many entries it got.
     *
     * @return how many
     */
    private int publish(List<EntryPosition> places, TransactionalProducer producer)
            throws TransactionalProducer.Undelivered, InterruptedException {
        Map<UUID, Long> sizes = new HashMap<>();
        places.forEach(place -> sizes.merge(place.ledger(), place.sequence() + 1, Math::max));
        producer.send(heads.sign(sizes).stream()
                .map(signed ->
                        records.head(signed.ledger(), signed.head().note().toBytes()))
                .toList());
        return sizes.size();
    }

    @Override
    protected void standsBy() {
        state.is(NotaryState.Phase.STANDBY, "");
    }

    @Override
    protected Duration failed(Exception failure) {
        switch (failure) {
            case SQLException e ->
                state.is(NotaryState.Phase.STORE_AWAY, e.getClass().getSimpleName());
            case DataAccessException e ->
                state.is(NotaryState.Phase.STORE_AWAY, e.getClass().getSimpleName());
            case StoreUnavailable e ->
                state.is(NotaryState.Phase.STORE_AWAY, e.getClass().getSimpleName());
            case TransactionalProducer.Undelivered e ->
                state.is(NotaryState.Phase.KAFKA_AWAY, String.valueOf(e.getMessage()));
            case TimeoutException e -> state.is(NotaryState.Phase.KAFKA_AWAY, String.valueOf(e.getMessage()));
            case KafkaException e ->
                state.is(NotaryState.Phase.KAFKA_AWAY, e.getClass().getSimpleName());
            case UnsuitableTopics e -> state.is(NotaryState.Phase.UNSUITABLE_TOPICS, String.valueOf(e.getMessage()));
            default -> log.error("The notary failed and starts over", failure);
        }
        return RETRY;
    }

    @Override
    protected void stopped() {
        state.is(NotaryState.Phase.STOPPED, "");
    }
}
