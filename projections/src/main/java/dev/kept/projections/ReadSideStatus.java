package dev.kept.projections;

import dev.kept.http.status.StatusLine;
import dev.kept.projections.store.database.ReadDatabase;
import dev.kept.projections.store.ingest.KafkaSource;
import dev.kept.projections.store.ingest.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** How the read side stands, as its tables and Kafka say, whether or not a service runs. */
public final class ReadSideStatus {

    private static final long USUALLY_WAITING = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private ReadSideStatus() {}

    /** @param username may select from the schema {@code projections} */
    public static List<StatusLine> of(String jdbcUrl, String username, String password, String bootstrapServers) {
        return of(
                new ReadDatabase(jdbcUrl, username, password),
                new KafkaSource(bootstrapServers, Topics.under(Topics.PREFIX)));
    }

    static List<StatusLine> of(ReadDatabase database, KafkaSource kafka) {
        SingleConnectionDataSource connection =
                new SingleConnectionDataSource(database.url(), database.username(), database.password(), true);
        try {
            JdbcClient sql = JdbcClient.create(connection);
            return List.of(
                    waiting(sql, kafka),
                    StatusLine.ledgers(
                            "halted",
                            ids(sql, "select ledger_id::text from projections.halted order by since"),
                            "Their next entry is missing or cannot be applied; all others go on. See 'A halted ledger' in"
                                    + " docs/operations.md."),
                    StatusLine.none(
                            "records kept aside",
                            sql.sql("select count(*) from projections.parked")
                                    .query(Long.class)
                                    .single(),
                            "records",
                            "They could not be read or applied. See 'A halted ledger' in docs/operations.md."),
                    StatusLine.ledgers(
                            "contradicting their head",
                            ids(sql, "select ledger_id::text from projections.contradiction order by since"),
                            "Nothing of them is shown. See 'When a ledger contradicts its tree head' in"
                                    + " docs/operations.md."),
                    StatusLine.few(
                            "heads not compared yet",
                            sql.sql("select count(*) from projections.pending_head")
                                    .query(Long.class)
                                    .single(),
                            USUALLY_WAITING,
                            "heads",
                            "See that a service projections runs; it compares them by itself."));
        } finally {
            connection.destroy();
        }
    }

    private static List<String> ids(JdbcClient sql, String select) {
        return sql.sql(select).query((row, number) -> row.getString(1)).list();
    }

    private static StatusLine waiting(JdbcClient sql, KafkaSource kafka) {
        String what = "waiting for the read side";
        Map<TopicPartition, Long> read = new HashMap<>();
        sql.sql("select topic, partition, next_offset from projections.kafka_position where topic = any (?)")
                .param(new String[] {kafka.topics().statements(), kafka.topics().disclosures()})
                .query(row -> {
                    read.put(new TopicPartition(row.getString(1), row.getInt(2)), row.getLong(3));
                });
        Map<String, Object> settings = kafka.client();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = new ArrayList<>();
            consumer.listTopics(PATIENCE).forEach((topic, infos) -> {
                if (topic.equals(kafka.topics().statements())
                        || topic.equals(kafka.topics().disclosures())) {
                    infos.forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
                }
            });
            long waiting = 0;
            for (var end : consumer.endOffsets(partitions, PATIENCE).entrySet()) {
                waiting += Math.max(0, end.getValue() - read.getOrDefault(end.getKey(), 0L));
            }
            return StatusLine.few(
                    what,
                    waiting,
                    USUALLY_WAITING,
                    "records",
                    "Kafka has what pages do not show yet. See that a service projections runs; it catches up by itself.");
        } catch (KafkaException away) {
            return StatusLine.act(
                    what,
                    "not known",
                    "Kafka did not answer (%s). Commands are taken and kept meanwhile."
                            .formatted(away.getClass().getSimpleName()));
        }
    }
}
