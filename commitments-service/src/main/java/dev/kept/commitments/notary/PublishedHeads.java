package dev.kept.commitments.notary;

import static java.util.Objects.requireNonNull;

import dev.kept.commitments.relay.KafkaSettings;
import dev.kept.commitments.relay.KnownTopics;
import dev.kept.commitments.relay.TopicTail;
import dev.kept.transparency.Malformed;
import dev.kept.transparency.head.SignedTreeHead;
import dev.kept.transparency.keys.KeyChain;
import dev.kept.transparency.note.SignedNote;
import dev.kept.transparency.note.UntrustedNote;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The heads that Kafka has. What is read from there is taken over into the store, so that the highest head ever published binds the
 * signer, whatever happened to the store.
 */
final class PublishedHeads {

    private static final Logger log = LoggerFactory.getLogger(PublishedHeads.class);

    private final TopicTail topic;
    private final KnownTopics known;
    private final TreeHeads heads;
    private String topicId = "";

    private Map<TopicPartition, Long> ends = Map.of();

    /** @param known up to where the store has all heads of the topic */
    PublishedHeads(KafkaSettings settings, KnownTopics known, TreeHeads heads) {
        this.topic = TopicTail.ofHeads(settings, "kept-heads");
        this.known = known;
        this.heads = heads;
    }

    /** What a comparison found. */
    enum Found {
        /** Kafka has all heads that it is known to have had. */
        ALL,
        /** The topic is another one than before, or a shorter one, or there is none. */
        LOST
    }

    /**
     * Takes over whatever the store does not have yet.
     *
     * @throws org.apache.kafka.common.KafkaException when Kafka does not answer
     */
    Found takeOver() throws InterruptedException {
        String id = topic.id();
        Map<TopicPartition, KnownTopics.Known> before = known.all();
        if (id == null) {
            return before.isEmpty() ? Found.ALL : Found.LOST;
        }
        topicId = id;
        ends = topic.read(before, id, records -> {
            Map<UUID, KeyChain> keys = heads.keys(
                    records.stream().flatMap(record -> ledger(record).stream()).collect(Collectors.toSet()));
            heads.takeOver(records.stream()
                    .flatMap(record -> genuine(record, keys).stream())
                    .toList());
            return true;
        });
        boolean lost = before.entrySet().stream()
                .anyMatch(each -> !each.getValue().topicId().equals(id)
                        || ends.getOrDefault(each.getKey(), 0L)
                                < each.getValue().end());
        return lost ? Found.LOST : Found.ALL;
    }

    /** Remembers that the store has all heads of the topic that were taken over. */
    void knowAll() {
        know(ends);
    }

    /** Remembers that the store has all heads up to these offsets of the topic. */
    void know(Map<TopicPartition, Long> upTo) {
        Map<TopicPartition, KnownTopics.Known> now = new HashMap<>();
        upTo.forEach((partition, end) -> now.put(partition, new KnownTopics.Known(topicId, end)));
        known.save(now);
    }

    private static Optional<UUID> ledger(ConsumerRecord<String, byte[]> record) {
        try {
            return Optional.of(UUID.fromString(record.key()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Only what this service signed binds it, by this key or one that it took the place of. */
    private static Optional<TreeHeads.Of> genuine(ConsumerRecord<String, byte[]> record, Map<UUID, KeyChain> keys) {
        try {
            Optional<UUID> ledger = ledger(record);
            if (ledger.isPresent()) {
                SignedTreeHead head = requireNonNull(keys.get(ledger.get())).open(SignedNote.parse(record.value()));
                return Optional.of(new TreeHeads.Of(ledger.get(), head));
            }
        } catch (Malformed | UntrustedNote e) {
            // Said below.
        }
        log.error(
                "Record {} of partition {} of {} is no tree head that this service signed; it is left aside",
                record.offset(),
                record.partition(),
                record.topic());
        return Optional.empty();
    }
}
