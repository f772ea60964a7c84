package dev.kept.projections.ingest;

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

    private static final String BEGIN = """
        insert into kafka_position (topic, partition, next_offset)
        select n.topic, n.partition, 0 from unnest(?::text[], ?::integer[]) n(topic, partition)
        on conflict (topic, partition) do nothing
        """;

    private static final String READ = """
        select p.topic, p.partition, p.next_offset
          from unnest(?::text[], ?::integer[]) k(topic, partition)
          join kafka_position p using (topic, partition)
        """;

    private static final String ADVANCE = """
        update kafka_position p
           set next_offset = n.next_offset
          from unnest(?::text[], ?::integer[], ?::bigint[], ?::bigint[]) n(topic, partition, believed, next_offset)
         where p.topic = n.topic and p.partition = n.partition and p.next_offset = n.believed
        """;

    private JdbcPositions() {}

    /** A step of one partition: from the offset believed to be stored to the next. */
    record Step(TopicPartition partition, long believed, long next) {}

    /** Where to go on; a partition never seen begins at 0. */
    static Map<TopicPartition, Long> read(Connection connection, Collection<TopicPartition> partitions)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(BEGIN)) {
            bind(statement, partitions);
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

    /** Whether every partition stood where it was believed to; if not, the transaction is to be rolled back. */
    static boolean advance(Connection connection, List<Step> steps) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ADVANCE)) {
            bind(statement, steps.stream().map(Step::partition).toList());
            Sql.numbers(statement, 3, steps, Step::believed);
            Sql.numbers(statement, 4, steps, Step::next);
            return statement.executeUpdate() == steps.size();
        }
    }

    private static void bind(PreparedStatement statement, Collection<TopicPartition> partitions) throws SQLException {
        Sql.texts(statement, 1, partitions, TopicPartition::topic);
        Sql.numbers(statement, 2, partitions, partition -> (long) partition.partition());
    }
}
