package dev.kept.commitments.relay;

import dev.kept.commitments.eventstore.CommittedEntries;
import dev.kept.commitments.eventstore.CommittedEntry;
import dev.kept.commitments.eventstore.Disclosures;
import dev.kept.commitments.eventstore.EntryKey;
import dev.kept.commitments.eventstore.ReaderPositions;
import dev.kept.commitments.eventstore.StorePosition;
import dev.kept.commitments.evidence.ErasedFiles;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.apache.kafka.common.TopicPartition;

/** The event store in PostgreSQL, as the relay uses it. */
final class JdbcRelayStore implements RelayStore {

    private final CommittedEntries entries;
    private final Disclosures disclosures;
    private final ErasedFiles files;
    private final ReaderPositions positions;
    private final KnownTopics known;
    private final Map<String, String> topicIds;

    /**
     * @param own connections of the session that holds the leader's lock
     * @param topicIds those that Kafka gave to the topics that are written
     */
    JdbcRelayStore(DataSource own, Map<String, String> topicIds) {
        this.entries = new CommittedEntries(own);
        this.disclosures = new Disclosures(own);
        this.files = new ErasedFiles(own);
        this.positions = new ReaderPositions(own);
        this.known = new KnownTopics(own);
        this.topicIds = topicIds;
    }

    @Override
    public List<CommittedEntry> after(StorePosition position, int limit) {
        return entries.after(position, limit);
    }

    @Override
    public void erase(Map<EntryKey, Set<String>> fields) {
        disclosures.erase(fields);
        files.erase(fields);
    }

    @Override
    public Disclosures.Portion portion(List<EntryKey> keys) {
        return disclosures.portion(keys);
    }

    @Override
    public StorePosition position() {
        return positions.of(Relay.READER);
    }

    @Override
    public void save(StorePosition position, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, KnownTopics.Known> written = new HashMap<>();
        ends.forEach((partition, end) ->
                written.put(partition, new KnownTopics.Known(topicIds.getOrDefault(partition.topic(), ""), end)));
        // First: a position never speaks of more than is known of the topics.
        known.save(written);
        positions.save(Relay.READER, position);
    }
}
