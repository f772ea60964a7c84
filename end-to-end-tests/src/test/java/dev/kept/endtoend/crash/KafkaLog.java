package dev.kept.endtoend.crash;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import tools.jackson.databind.json.JsonMapper;

/** What another program reads from the topics, as docs/api.md says it should: committed records, and of what comes twice the first. */
final class KafkaLog {

    private static final Duration POLL = Duration.ofMillis(500);

    private KafkaLog() {}

    /** By ledger, the numbers of its entries in the order in which they came first. */
    static Map<UUID, List<Long>> statements(String kafka) {
        Map<UUID, Set<Long>> seen = new HashMap<>();
        Map<UUID, List<Long>> inOrder = new TreeMap<>();
        for (ConsumerRecord<String, byte[]> record : all(kafka, "ledger.statements")) {
            UUID ledger = UUID.fromString(record.key());
            long sequence =
                    JsonMapper.shared().readTree(record.value()).get("sequence").asLong();
            if (seen.computeIfAbsent(ledger, ignored -> new HashSet<>()).add(sequence)) {
                inOrder.computeIfAbsent(ledger, ignored -> new ArrayList<>()).add(sequence);
            }
        }
        return inOrder;
    }

    /** The markers in the last texts of every entry. */
    static Set<String> markers(String kafka) {
        Map<String, Set<String>> last = new HashMap<>();
        for (ConsumerRecord<String, byte[]> record : all(kafka, "ledger.disclosures")) {
            Set<String> markers = new HashSet<>();
            if (record.value() != null) {
                for (String disclosure : new String(record.value(), UTF_8).split("~", -1)) {
                    markers.addAll(StoredEntries.markersIn(disclosure));
                }
            }
            last.put(record.key(), markers);
        }
        Set<String> all = new HashSet<>();
        last.values().forEach(all::addAll);
        return all;
    }

    static List<ConsumerRecord<String, byte[]>> heads(String kafka) {
        return all(kafka, "ledger.tree-heads");
    }

    private static List<ConsumerRecord<String, byte[]>> all(String kafka, String topic) {
        Map<String, Object> config = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                kafka,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false);
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(each -> new TopicPartition(topic, each.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
                consumer.poll(POLL).forEach(records::add);
            }
        }
        return records;
    }
}
