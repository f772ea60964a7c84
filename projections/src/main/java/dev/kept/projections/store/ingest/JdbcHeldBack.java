package dev.kept.projections.store.ingest;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What is held back: ledgers that are halted, and records that wait for others or could not be read. */
final class JdbcHeldBack {

    private static final String PARKED = """
        select p.ledger_id, p.topic, p.partition, p."offset", p.sent_at, p.key, p.value
          from parked p
         where p.ledger_id = any(?::uuid[]) and p.topic = ? and p.reason <> ?
         order by p.partition, p."offset"
        """;

    private static final String HALTED_LEDGERS = "select ledger_id from halted where partition = any(?::integer[])";

    private static final String PARK = """
        insert into parked (topic, partition, "offset", ledger_id, sequence, reason, sent_at, key, value)
        select * from unnest(?::text[], ?::integer[], ?::bigint[], ?::uuid[], ?::bigint[], ?::text[],
                             ?::timestamptz[], ?::bytea[], ?::bytea[])
        on conflict (topic, partition, "offset") do nothing
        """;

    private static final String UNPARK = """
        delete from parked p
         using unnest(?::text[], ?::integer[], ?::bigint[]) k(topic, partition, "offset")
         where p.topic = k.topic and p.partition = k.partition and p."offset" = k."offset"
        """;

    private static final String HALT = """
        insert into halted (ledger_id, partition, expected, reason, since)
        select * from unnest(?::uuid[], ?::integer[], ?::bigint[], ?::text[], ?::timestamptz[])
        on conflict (ledger_id) do update set expected = excluded.expected
        """;

    private static final String GO_ON = "delete from halted where ledger_id = any(?::uuid[])";

    private JdbcHeldBack() {}

    /** The parked statements of ledgers, oldest first. */
    static Map<UUID, List<Received>> parked(Connection connection, Collection<UUID> ledgers, String topic)
            throws SQLException {
        Map<UUID, List<Received>> found = new HashMap<>();
        if (ledgers.isEmpty()) {
            return found;
        }
        try (PreparedStatement statement = connection.prepareStatement(PARKED)) {
            Sql.uuids(statement, 1, ledgers, ledger -> ledger);
            statement.setString(2, topic);
            statement.setString(3, Reasons.DIFFERS);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Instant sentAt = JdbcStored.instant(row, "sent_at");
                    found.computeIfAbsent(row.getObject("ledger_id", UUID.class), ignored -> new ArrayList<>())
                            .add(new Received(
                                    row.getString("topic"),
                                    row.getInt("partition"),
                                    row.getLong("offset"),
                                    sentAt == null ? Instant.EPOCH : sentAt,
                                    row.getBytes("key"),
                                    row.getBytes("value"),
                                    null));
                }
            }
        }
        return found;
    }

    static List<UUID> haltedLedgers(Connection connection, Collection<Integer> partitions) throws SQLException {
        List<UUID> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(HALTED_LEDGERS)) {
            statement.setArray(1, connection.createArrayOf("int4", partitions.toArray(Integer[]::new)));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.add(row.getObject(1, UUID.class));
                }
            }
        }
        return found;
    }

    static void writeHolds(Connection connection, Collection<LedgerChange> changes) throws SQLException {
        record Held(LedgerChange change, Halt halt) {}
        List<Held> held = new ArrayList<>();
        List<LedgerChange> going = new ArrayList<>();
        List<Received> unparked = new ArrayList<>();
        for (LedgerChange change : changes) {
            Halt halt = change.haltAfter();
            if (halt != null && !halt.equals(change.haltBefore())) {
                held.add(new Held(change, halt));
            } else if (halt == null && change.haltBefore() != null) {
                going.add(change);
            }
            unparked.addAll(change.unparked());
        }
        if (!unparked.isEmpty()) {
            try (PreparedStatement statement = connection.prepareStatement(UNPARK)) {
                Sql.texts(statement, 1, unparked, Received::topic);
                Sql.numbers(statement, 2, unparked, each -> (long) each.partition());
                Sql.numbers(statement, 3, unparked, Received::offset);
                statement.executeUpdate();
            }
        }
        if (!held.isEmpty()) {
            try (PreparedStatement statement = connection.prepareStatement(HALT)) {
                Sql.uuids(statement, 1, held, each -> each.change().ledger());
                Sql.numbers(statement, 2, held, each -> (long) each.change().partition());
                Sql.numbers(statement, 3, held, each -> each.halt().expected());
                Sql.texts(statement, 4, held, each -> each.halt().reason());
                Sql.instants(statement, 5, held, each -> each.halt().since());
                statement.executeUpdate();
            }
        }
        if (!going.isEmpty()) {
            try (PreparedStatement statement = connection.prepareStatement(GO_ON)) {
                Sql.uuids(statement, 1, going, LedgerChange::ledger);
                statement.executeUpdate();
            }
        }
    }

    static void park(Connection connection, Collection<Parked> parked) throws SQLException {
        if (parked.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(PARK)) {
            Sql.texts(statement, 1, parked, each -> each.received().topic());
            Sql.numbers(statement, 2, parked, each -> (long) each.received().partition());
            Sql.numbers(statement, 3, parked, each -> each.received().offset());
            Sql.uuids(statement, 4, parked, Parked::ledger);
            Sql.numbers(statement, 5, parked, Parked::sequence);
            Sql.texts(statement, 6, parked, Parked::reason);
            Sql.instants(statement, 7, parked, each -> each.received().sentAt());
            Sql.bytes(statement, 8, parked, each -> each.received().key());
            Sql.bytes(statement, 9, parked, each -> each.received().value());
            statement.executeUpdate();
        }
    }
}
