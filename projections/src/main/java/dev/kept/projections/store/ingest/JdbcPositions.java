package dev.kept.projections.store.ingest;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** How far each partition has been applied: written with the read models, in the same transaction. */
final class JdbcPositions {

    /** Every record comes once more, so what was kept aside of the topic before is of no use; but what differs is evidence. */
    private static final String LEAVE_PARKED = """
        delete from parked p
         using kafka_position k
         where k.topic = ? and k.topic_id <> ? and p.topic = k.topic and p.partition = k.partition and p.reason <> ?
        """;

    private static final String KEEP_EVIDENCE = """
        update parked p
           set topic = k.topic || '@' || k.topic_id
          from kafka_position k
         where k.topic = ? and k.topic_id <> ? and p.topic = k.topic and p.partition = k.partition
        """;

    private static final String RESTART = """
        update kafka_position set next_offset = 0, topic_id = ? where topic = ? and topic_id <> ?
        """;

    private static final String BEGIN = """
        insert into kafka_position (topic, partition, next_offset, topic_id)
        select n.topic, n.partition, 0, n.topic_id from unnest(?::text[], ?::integer[], ?::text[]) n(topic, partition, topic_id)
        on conflict (topic, partition) do update
        set topic_id = excluded.topic_id where kafka_position.topic_id is null
        """;

    private static final String READ = """
        select p.topic, p.partition, p.next_offset
          from unnest(?::text[], ?::integer[]) k(topic, partition)
          join kafka_position p using (topic, partition)
        """;

    private static final String ADVANCE = """
        update kafka_position p
           set next_offset = n.next_offset
          from unnest(?::text[], ?::integer[], ?::bigint[], ?::bigint[], ?::text[])
               n(topic, partition, believed, next_offset, topic_id)
         where p.topic = n.topic and p.partition = n.partition and p.next_offset = n.believed
           and p.topic_id = n.topic_id
        """;

    private JdbcPositions() {}

    /** A step of one partition: from the offset believed to be stored to the next. */
    record Step(TopicPartition partition, long believed, long next) {}

    /**
     * Begins a topic anew if it is another one than the stored offsets are of.
     *
     * @return whether it is
     */
    static boolean restarted(Connection connection, String topic, String id) throws SQLException {
        // In this order: whatever ends the process in between, the next start does it again.
        try (PreparedStatement leave = connection.prepareStatement(LEAVE_PARKED);
                PreparedStatement keep = connection.prepareStatement(KEEP_EVIDENCE);
                PreparedStatement restart = connection.prepareStatement(RESTART)) {
            leave.setString(1, topic);
            leave.setString(2, id);
            leave.setString(3, Reasons.DIFFERS);
            leave.executeUpdate();
            keep.setString(1, topic);
            keep.setString(2, id);
            keep.executeUpdate();
            restart.setString(1, id);
            restart.setString(2, topic);
            restart.setString(3, id);
            return restart.executeUpdate() > 0;
        }
    }

    /**
     * Where to go on; a partition never seen begins at 0.
     *
     * @param ids of the topics as they are now
     */
    static Map<TopicPartition, Long> read(
            Connection connection, Collection<TopicPartition> partitions, Map<String, String> ids) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(BEGIN)) {
            bind(statement, partitions);
            Sql.texts(statement, 3, partitions, partition -> ids.get(partition.topic()));
            statement.executeUpdate();
        }
        Map<TopicPartition, Long> positions = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(READ)) {
            bind(statement, partitions);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    positions.put(new TopicPartition(row.getString(1), row.getInt(2)), row.getLong(3));
                }
            }
        }
        return positions;
    }

    /** Whether every partition stood where it was believed to, in that topic; if not, the transaction is to be rolled back. */
    static boolean advance(Connection connection, List<Step> steps, Map<String, String> ids) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ADVANCE)) {
            bind(statement, steps.stream().map(Step::partition).toList());
            Sql.numbers(statement, 3, steps, Step::believed);
            Sql.numbers(statement, 4, steps, Step::next);
            Sql.texts(statement, 5, steps, step -> ids.get(step.partition().topic()));
            return statement.executeUpdate() == steps.size();
        }
    }

    private static void bind(PreparedStatement statement, Collection<TopicPartition> partitions) throws SQLException {
        Sql.texts(statement, 1, partitions, TopicPartition::topic);
        Sql.numbers(statement, 2, partitions, partition -> (long) partition.partition());
    }
}
