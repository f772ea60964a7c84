package dev.kept.commitments.relay;

import dev.kept.commitments.eventstore.CommittedEntry;
import dev.kept.commitments.eventstore.Disclosures;
import dev.kept.commitments.eventstore.EntryKey;
import dev.kept.commitments.eventstore.StorePosition;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * What the relay reads of the event store and writes to it, all through the session that makes it the leader. Each method throws a
 * {@code StoreUnavailable} or a {@code DataAccessException} when the store does not answer, and what it was to write may be written then.
 */
interface RelayStore {

    /** What comes after a position, in order; empty only when there is nothing yet. */
    List<CommittedEntry> after(StorePosition position, int limit);

    /** Deletes texts, and files whose digests are among them; what is gone already stays gone. */
    void erase(Map<EntryKey, Set<String>> fields);

    /** The texts of the first of these entries: of as many as fit into memory. */
    Disclosures.Portion portion(List<EntryKey> entries);

    /** What was saved last; {@link StorePosition#START} when nothing ever was. */
    StorePosition position();

    /**
     * Remembers how far Kafka has all entries.
     *
     * @param ends of partitions that were sent to, the offset after the last record
     */
    void save(StorePosition position, Map<TopicPartition, Long> ends);
}
