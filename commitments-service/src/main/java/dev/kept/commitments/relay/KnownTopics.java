package dev.kept.commitments.relay;

import dev.kept.commitments.jdbc.JdbcArrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.apache.kafka.common.TopicPartition;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which topics a follower's position speaks of, kept beside it in the event store. */
public final class KnownTopics {

    private static final String ALL = "SELECT topic, partition, topic_id, end_offset"
            + " FROM commitments.relay_topic WHERE topic = ANY(:topics)";

    private static final String SAVE = """
        INSERT INTO commitments.relay_topic (topic, partition, topic_id, end_offset)
        SELECT * FROM unnest(:topics, :partitions, :ids, :ends)
        ON CONFLICT (topic, partition) DO UPDATE SET topic_id = excluded.topic_id, end_offset = excluded.end_offset
        """;

    private static final String FORGET = "DELETE FROM commitments.relay_topic WHERE topic = ANY(:topics)";

    private final JdbcClient jdbc;
    private final List<String> topics;

    private KnownTopics(DataSource dataSource, String... topics) {
        this.jdbc = JdbcClient.create(dataSource);
        this.topics = List.of(topics);
    }

    /** What the relay's position speaks of. Reads and writes by connections of the data source. */
    public KnownTopics(DataSource dataSource) {
        this(dataSource, LedgerRecords.STATEMENTS, LedgerRecords.DISCLOSURES);
    }

    /** What is known of the topic of tree heads: up to there, the store has all of them. */
    public static KnownTopics ofHeads(DataSource dataSource) {
        return new KnownTopics(dataSource, LedgerRecords.TREE_HEADS);
    }

    /**
     * A partition as it was when its follower saved its position last.
     *
     * @param topicId that Kafka gave to the topic; a topic made anew has another one
     * @param end the offset after the last record that was committed
     */
    public record Known(String topicId, long end) {}

    /** Empty before anything was sent. */
    public Map<TopicPartition, Known> all() {
        Map<TopicPartition, Known> known = new HashMap<>();
        jdbc.sql(ALL)
                .param("topics", JdbcArrays.of("text", topics, topic -> topic))
                .query(row -> {
                    known.put(
                            new TopicPartition(row.getString("topic"), row.getInt("partition")),
                            new Known(row.getString("topic_id"), row.getLong("end_offset")));
                });
        return known;
    }

    /** Remembers these partitions, and leaves the others as they are. */
    public void save(Map<TopicPartition, Known> known) {
        if (!known.isEmpty()) {
            List<Map.Entry<TopicPartition, Known>> rows = List.copyOf(known.entrySet());
            jdbc.sql(SAVE)
                    .param(
                            "topics",
                            JdbcArrays.of("text", rows, row -> row.getKey().topic()))
                    .param(
                            "partitions",
                            JdbcArrays.of("int4", rows, row -> row.getKey().partition()))
                    .param(
                            "ids",
                            JdbcArrays.of("text", rows, row -> row.getValue().topicId()))
                    .param(
                            "ends",
                            JdbcArrays.of("int8", rows, row -> row.getValue().end()))
                    .update();
        }
    }

    /** Remembers the topics as they are now, because they have been found to hold everything. */
    public void take(KafkaSettings settings) throws TimeoutException, InterruptedException {
        Topics topics = new Topics(settings);
        Map<String, String> ids = topics.ids();
        Map<TopicPartition, Known> present = new HashMap<>();
        topics.ends()
                .forEach((partition, end) ->
                        present.put(partition, new Known(ids.getOrDefault(partition.topic(), ""), end)));
        forget();
        save(present);
    }

    /** Whatever topics there are, they are taken as the right ones from now on. */
    public void forget() {
        jdbc.sql(FORGET)
                .param("topics", JdbcArrays.of("text", topics, topic -> topic))
                .update();
    }
}
